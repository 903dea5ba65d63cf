"""The design system's only page."""

from django.urls import path

from samverk.ui.views import gallery

app_name = "ui"

urlpatterns = [path("-/komponenter/", gallery, name="gallery")]
