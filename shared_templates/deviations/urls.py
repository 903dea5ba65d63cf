"""Addresses of deviations; adoption includes them under its own name, so that those below an item stand beside it."""

from django.urls import path

from shared_templates.deviations.views import deviations, reports, steps

urlpatterns = [
    path("mallen/avsteg/", deviations.listed, name="deviations"),
    path("mallen/avsteg.csv", deviations.listed_file, name="deviations_file"),
    path("mallen/avsteg/kostnad/", reports.cost_report, name="costs"),
    path("mallen/avsteg/kostnad.csv", reports.cost_file, name="costs_file"),
    path("mallen/avsteg/enheter/", reports.unit_report, name="units"),
    path("mallen/avsteg/enheter.csv", reports.unit_file, name="units_file"),
    path("mallen/avsteg/<uuid:uuid>/", deviations.deviation, name="deviation"),
    path("mallen/avsteg/<uuid:uuid>/beslut/", steps.decide, name="decide"),
    path("mallen/avsteg/<uuid:uuid>/skriv/", steps.rewrite, name="rewrite"),
    path("mallen/avsteg/<uuid:uuid>/avsluta/", steps.end, name="end"),
]
