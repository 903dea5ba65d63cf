"""Addresses of the map of likeness and deviations."""

from django.urls import URLPattern

app_name = "likeness"
urlpatterns: list[URLPattern] = []
