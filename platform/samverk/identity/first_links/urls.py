"""Addresses of first links, on every site but the operator's."""

from django.urls import path

from samverk.identity.first_links.views.choose import choose

app_name = "first_links"
urlpatterns = [path("forsta-losenord/<str:token>/", choose, name="choose")]
