"""Addresses of people and groups: on every site but the operator's."""

from django.urls import path

from samverk.identity.rights.views import groups, people

app_name = "rights"
urlpatterns = [
    path("administration/personer/", people.people_list, name="people"),
    path("administration/personer/<uuid:uuid>/", people.person, name="person"),
    path("administration/personer/<uuid:uuid>/stang/", people.close, name="close"),
    path("administration/personer/<uuid:uuid>/oppna/", people.open_again, name="open"),
    path("administration/personer/<uuid:uuid>/logga-ut/", people.sign_out_everywhere, name="sign_out"),
    path("administration/personer/<uuid:uuid>/grupp/", people.set_group, name="set_group"),
    path("administration/grupper/", groups.group_list, name="groups"),
    path("administration/grupper/<int:pk>/", groups.group, name="group"),
    path("administration/grupper/<int:pk>/person/", groups.set_member, name="set_member"),
    path("administration/grupper/<int:pk>/ta-bort/", groups.remove, name="remove_group"),
    path("administration/grupper/<int:pk>/angra/", groups.restore, name="restore_group"),
]
