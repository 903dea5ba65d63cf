"""Addresses of people."""

from django.urls import path

from samverk.people.views.organisation import organisation

app_name = "people"
urlpatterns = [path("organisation/", organisation, name="organisation")]
