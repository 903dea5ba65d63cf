"""Addresses of following."""

from django.urls import path

from samverk.social.following.views import mine

app_name = "following"
urlpatterns = [
    path("foljer/", mine.mine, name="mine"),
    path("folj/<slug:kind>/<str:key>/", mine.change, name="change"),
]
