"""Addresses of departures, on every site but the operator's."""

from django.urls import path

from samverk.identity.movers.views import departures, queue

app_name = "movers"
urlpatterns = [
    path("administration/avslut/", departures.overview, name="overview"),
    path("administration/avslut/<uuid:uuid>/", departures.person, name="person"),
    path("administration/avslut/<uuid:uuid>/aterta/", departures.cancel, name="cancel"),
    path("administration/overlamning/", queue.overview, name="queue"),
    path("administration/overlamning/<int:pk>/", queue.one, name="one"),
    path("administration/overlamning/<int:pk>/angra/", queue.undo, name="undo"),
]
