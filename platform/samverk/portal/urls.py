"""Addresses of the portal."""

from django.urls import path

from samverk.portal.views import alarms, app, features, languages, maturity, settings
from samverk.portal.views.administration import administration
from samverk.portal.views.appearance import appearance
from samverk.portal.views.sites import sites

app_name = "portal"
urlpatterns = [
    path("mina-webbplatser/", sites, name="sites"),
    path("administration/", administration, name="administration"),
    path("administration/utseende/", appearance, name="appearance"),
    path("administration/installningar/", settings.overview, name="settings"),
    path("administration/installningar/<str:name>/", settings.setting, name="setting"),
    path("administration/funktioner/", features.overview, name="features"),
    path("administration/funktioner/<slug:name>/", features.feature, name="feature"),
    path("administration/sprak/", languages.languages, name="languages"),
    path("administration/mognad/", maturity.maturity, name="maturity"),
    path("administration/larm-till-alla/", alarms.alarms_everywhere, name="alarms_everywhere"),
    path("administration/larm-till-alla/<uuid:uuid>/avsluta/", alarms.end_everywhere, name="end_shared_alarm"),
    path("manifest.webmanifest", app.web_manifest, name="manifest"),
    path("-/ikon/<slug:version>-<int:size>.png", app.icon, name="icon"),
    path("sw.js", app.worker, name="worker"),
]
