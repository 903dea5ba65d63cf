"""Addresses of the model municipality's own pages."""

from django.urls import URLPattern

app_name = "masters"
urlpatterns: list[URLPattern] = []
