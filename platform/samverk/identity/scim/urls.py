"""Addresses of the directory connection: on every site but the operator's, which has no directory."""

from django.urls import re_path

from samverk.identity.scim.views import endpoint

app_name = "scim"
urlpatterns = [re_path(r"^scim/v2(?P<rest>/.*)?$", endpoint.endpoint, name="endpoint")]
