"""Addresses of what a municipality has of the model."""

from django.urls import path, register_converter

from shared_templates.adoption.views import (
    changes,
    deviation_reports,
    deviation_steps,
    deviations,
    items,
    preview,
    releases,
)

app_name = "templates"


class ItemCode:
    """The code of an item: everything but the words that are addresses below /mallen/ themselves."""

    regex = r"(?!(?:utkast|slapp|nytt|inforda|karta|forslag|avsteg|radet)/)[^/]+"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


register_converter(ItemCode, "item_code")
urlpatterns = [
    path("mallen/", items.items, name="items"),
    path("mallen/nytt/", releases.waiting, name="waiting"),
    path("mallen/nytt/<uuid:uuid>/", preview.preview_release, name="preview"),
    path("mallen/nytt/<uuid:uuid>/skjut-upp/", preview.postpone, name="put_off"),
    path("mallen/inforda/<uuid:uuid>/", releases.application, name="application"),
    path("mallen/inforda/<uuid:uuid>/angra/", releases.undo, name="undo"),
    path("mallen/avsteg/", deviations.listed, name="deviations"),
    path("mallen/avsteg.csv", deviations.listed_file, name="deviations_file"),
    path("mallen/avsteg/kostnad/", deviation_reports.cost_report, name="costs"),
    path("mallen/avsteg/kostnad.csv", deviation_reports.cost_file, name="costs_file"),
    path("mallen/avsteg/enheter/", deviation_reports.unit_report, name="units"),
    path("mallen/avsteg/enheter.csv", deviation_reports.unit_file, name="units_file"),
    path("mallen/avsteg/<uuid:uuid>/", deviations.deviation, name="deviation"),
    path("mallen/avsteg/<uuid:uuid>/beslut/", deviation_steps.decide, name="decide"),
    path("mallen/avsteg/<uuid:uuid>/skriv/", deviation_steps.rewrite, name="rewrite"),
    path("mallen/avsteg/<uuid:uuid>/avsluta/", deviation_steps.end, name="end"),
    path("mallen/<item_code:code>/", items.item, name="item"),
    path("mallen/<item_code:code>/skillnad/", items.difference, name="difference"),
    path("mallen/<item_code:code>/anpassa/", changes.adapt, name="adapt"),
    path("mallen/<item_code:code>/avsteg/", deviation_steps.propose, name="propose"),
    path("mallen/<item_code:code>/enhet/", deviation_steps.propose_for_unit, name="propose_for_unit"),
    path("mallen/<item_code:code>/svar/", changes.answer, name="answer"),
]
