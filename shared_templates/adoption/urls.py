"""Addresses of what a municipality has of the model."""

from django.urls import URLPattern

app_name = "templates"
urlpatterns: list[URLPattern] = []
