"""Addresses of releases as files."""

from django.urls import path

from shared_templates.packages import views

app_name = "packages"
urlpatterns = [
    path("mallen/slapp/nycklar/", views.keys, name="keys"),
    path("mallen/slapp/<uuid:uuid>/fil/", views.release_file, name="file"),
]
