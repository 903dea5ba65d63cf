"""Addresses of the portal."""

from django.urls import path

from samverk.portal.views.sites import sites

app_name = "portal"
urlpatterns = [path("mina-webbplatser/", sites, name="sites")]
