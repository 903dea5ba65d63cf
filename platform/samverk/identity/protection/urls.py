"""Addresses of protection, on every site but the operator's."""

from django.urls import path

from samverk.identity.protection.views import protect

app_name = "protection"
urlpatterns = [
    path("administration/skyddade-personuppgifter/", protect.overview, name="overview"),
    path("administration/skyddade-personuppgifter/<uuid:uuid>/", protect.person, name="person"),
    path("administration/skyddade-personuppgifter/<uuid:uuid>/hav/", protect.end, name="end"),
]
