"""Addresses of search."""

from django.urls import path

from samverk.search.views import results

app_name = "search"
urlpatterns = [
    path("sok/", results.results, name="results"),
    path("sok/saknas/", results.missing, name="missing"),
    path("administration/sokningar/", results.in_vain, name="in_vain"),
]
