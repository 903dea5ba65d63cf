"""The operator's site."""

from django.urls import include, path

from samverk.project.urls.common import urlpatterns as common
from samverk.project.views.operator import start

urlpatterns = [
    *common,
    path("", start, name="operator_start"),
    path("drift/", include("samverk.portal.operator.urls")),
]

handler403 = "samverk.project.views.errors.denied"
