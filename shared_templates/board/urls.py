"""Addresses of the template board's own pages."""

from django.urls import path

from shared_templates.board.views.board import answer

app_name = "board"
urlpatterns = [path("mallen/radet/<uuid:uuid>/", answer, name="answer")]
