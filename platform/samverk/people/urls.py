"""Addresses of people."""

from django.urls import path

from samverk.people.views.organisation import organisation
from samverk.people.views.part import part

app_name = "people"
urlpatterns = [
    path("organisation/", organisation, name="organisation"),
    path("organisation/enhet/<uuid:uuid>/", part, name="part"),
]
