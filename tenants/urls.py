"""Addresses every site has, the operator's included."""

from django.urls import path

from tenants.views.logo import logo
from tenants.views.theme import theme

app_name = "tenants"
urlpatterns = [
    path("-/tema/<slug:version>.css", theme, name="theme"),
    path("-/logotyp/<slug:version>.webp", logo, name="logo"),
]
