"""Addresses of people."""

from django.urls import path

from samverk.people.views import plans, roles
from samverk.people.views.organisation import organisation
from samverk.people.views.part import part

app_name = "people"
urlpatterns = [
    path("organisation/", organisation, name="organisation"),
    path("organisation/enhet/<uuid:uuid>/", part, name="part"),
    path("organisation/roller/", roles.who_does_what, name="who"),
    path("administration/organisation/", plans.plans, name="plans"),
    path("administration/organisation/<uuid:uuid>/", plans.plan, name="plan"),
    path("administration/organisation/<uuid:uuid>/steg/<slug:verb>/", plans.step, name="step"),
    path("administration/organisation/<uuid:uuid>/gor/<slug:what>/", plans.act, name="act"),
    path("administration/roller/", roles.roles, name="roles"),
    path("administration/roller/<slug:role>/", roles.role, name="role"),
    path("administration/roller/<slug:role>/avsluta/<int:key>/", roles.end, name="end_role"),
]
