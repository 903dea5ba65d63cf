"""Addresses of delegated administration: on every site but the operator's."""

from django.urls import path

from samverk.identity.delegation.views import here, mine

app_name = "delegation"
BASE = "administration/delegerad-forvaltning/"
urlpatterns = [
    path("mina-uppdrag/", mine.mine, name="mine"),
    path(BASE, here.here, name="here"),
    path(f"{BASE}inbjudan/<uuid:uuid>/ja/", here.grant, name="grant"),
    path(f"{BASE}inbjudan/<uuid:uuid>/nej/", here.withdraw, name="withdraw"),
    path(f"{BASE}<int:pk>/avsluta/", here.end, name="end"),
]
