"""Addresses of support on every site but the operator's."""

from django.urls import path

from samverk.identity.support.views import here, set_out

app_name = "support"
urlpatterns = [
    path("support/<uuid:number>/", set_out.set_out, name="set_out"),
    path("administration/support/", here.sessions, name="sessions"),
    path("administration/support/<uuid:number>/godkann/", here.approve, name="approve"),
    path("administration/support/<uuid:number>/neka/", here.decline, name="decline"),
    path("administration/support/<uuid:number>/avsluta/", here.end, name="end"),
]
