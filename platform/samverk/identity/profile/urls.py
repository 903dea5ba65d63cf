"""Addresses of profiles, on every site but the operator's."""

from django.urls import path

from samverk.identity.profile.views.mine import mine

app_name = "profile"
urlpatterns = [path("mina-uppgifter/", mine, name="mine")]
