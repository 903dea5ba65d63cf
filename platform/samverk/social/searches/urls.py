"""Addresses of followed searches."""

from django.urls import path

from samverk.social.searches import views

app_name = "searches"
urlpatterns = [
    path("folj-sokning/", views.follow, name="follow"),
    path("foljer/sokning/<uuid:uuid>/", views.open_search, name="open"),
]
