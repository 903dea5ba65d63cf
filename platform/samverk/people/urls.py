"""Addresses of people."""

from django.urls import path

from samverk.people.views import directory, edit_person, from_file, person, plans, roles, skills
from samverk.people.views.organisation import organisation
from samverk.people.views.part import part

app_name = "people"
urlpatterns = [
    path("personer/", directory.directory, name="directory"),
    path("personer/jag/", directory.me, name="me"),
    path("personer/bild/<slug:photo>/<int:size>.webp", person.photo, name="photo"),
    path("personer/<uuid:uuid>/", person.person, name="person"),
    path("personer/<uuid:uuid>/andra/", edit_person.edit, name="edit"),
    path("personer/<uuid:uuid>/ater/<int:key>/", edit_person.back, name="back"),
    path("administration/kompetenser/", skills.skills, name="skills"),
    path("organisation/", organisation, name="organisation"),
    path("organisation/enhet/<uuid:uuid>/", part, name="part"),
    path("organisation/roller/", roles.who_does_what, name="who"),
    path("administration/organisation/", plans.plans, name="plans"),
    path("administration/organisation/fran-fil/", from_file.from_file, name="from_file"),
    path("administration/organisation/fran-fil/mall.csv", from_file.template_file, name="from_file_template"),
    path("administration/organisation/<uuid:uuid>/", plans.plan, name="plan"),
    path("administration/organisation/<uuid:uuid>/steg/<slug:verb>/", plans.step, name="step"),
    path("administration/organisation/<uuid:uuid>/gor/<slug:what>/", plans.act, name="act"),
    path("administration/roller/", roles.roles, name="roles"),
    path("administration/roller/<slug:role>/", roles.role, name="role"),
    path("administration/roller/<slug:role>/avsluta/<int:key>/", roles.end, name="end_role"),
]
