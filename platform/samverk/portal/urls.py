"""Addresses of the portal."""

from django.urls import path

from samverk.portal.views.administration import administration
from samverk.portal.views.appearance import appearance
from samverk.portal.views.settings import overview, setting
from samverk.portal.views.sites import sites

app_name = "portal"
urlpatterns = [
    path("mina-webbplatser/", sites, name="sites"),
    path("administration/", administration, name="administration"),
    path("administration/utseende/", appearance, name="appearance"),
    path("administration/installningar/", overview, name="settings"),
    path("administration/installningar/<str:name>/", setting, name="setting"),
]
