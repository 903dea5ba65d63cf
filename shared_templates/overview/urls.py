"""Addresses of the map of likeness and deviations."""

from django.urls import path

from shared_templates.overview.views import area, listing, settings, whole

app_name = "likeness"
urlpatterns = [
    path("mallen/karta/", whole.whole_map, name="map"),
    path("mallen/karta.csv", listing.map_file, name="file"),
    path("mallen/installningar/", settings.overview, name="settings"),
    path("mallen/installningar.csv", settings.overview_file, name="settings_file"),
    path("mallen/karta/<slug:area>/", area.area_map, name="area"),
]
