"""Addresses of what a municipality has of the model."""

from django.urls import include, path, register_converter

from shared_templates.adoption.views import changes, items, preview, releases
from shared_templates.deviations.views import steps

app_name = "templates"


class ItemCode:
    """The code of an item: everything but the words that are addresses below /mallen/ themselves."""

    regex = r"(?!(?:utkast|slapp|nytt|inforda|karta|forslag|avsteg|radet|installningar)/)[^/]+"

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
    path("", include("shared_templates.deviations.urls")),
    path("mallen/<item_code:code>/", items.item, name="item"),
    path("mallen/<item_code:code>/skillnad/", items.difference, name="difference"),
    path("mallen/<item_code:code>/anpassa/", changes.adapt, name="adapt"),
    path("mallen/<item_code:code>/avsteg/", steps.propose, name="propose"),
    path("mallen/<item_code:code>/enhet/", steps.propose_for_unit, name="propose_for_unit"),
    path("mallen/<item_code:code>/beslut/", changes.decision, name="decision"),
    path("mallen/<item_code:code>/svar/", changes.answer, name="answer"),
]
