"""Addresses of the operator's pages; on the operator's site only."""

from django.urls import path

from samverk.portal.operator.views import sites

app_name = "operator"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("<slug:slug>/", sites.site_page, name="site"),
]
