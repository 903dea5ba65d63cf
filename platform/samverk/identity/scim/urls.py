"""Addresses of the directory connection: on every site but the operator's, which has no directory."""

from django.urls import path, re_path

from samverk.identity.scim.views import connection, endpoint, people_import, quality

app_name = "scim"
urlpatterns = [
    re_path(r"^scim/v2(?P<rest>/.*)?$", endpoint.endpoint, name="endpoint"),
    path("administration/scim/", connection.connection, name="connection"),
    path("administration/scim/<int:key>/aterkalla/", connection.revoke, name="revoke"),
    path("administration/scim/grupper/<uuid:uuid>/", connection.map_to, name="map"),
    path("administration/katalog/", quality.quality, name="quality"),
    path("administration/katalog/brister.csv", quality.quality_file, name="quality_file"),
    path("administration/import/", people_import.people_import, name="people_import"),
    path("administration/import/mall.csv", people_import.template_file, name="template_file"),
    path("administration/import/<uuid:uuid>/", people_import.confirm, name="confirm"),
]
