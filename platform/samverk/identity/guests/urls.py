"""Addresses of guests, on every site but the operator's."""

from django.urls import path

from samverk.identity.guests.views import mine
from samverk.identity.guests.views.welcome import by_provider, welcome

app_name = "guests"
urlpatterns = [
    path("mina-gaster/", mine.mine, name="mine"),
    path("mina-gaster/bjud-in/", mine.invite, name="invite"),
    path("mina-gaster/<int:pk>/", mine.stay, name="stay"),
    path("mina-gaster/<int:pk>/avsluta/", mine.end, name="end"),
    path("mina-gaster/<int:pk>/bjud-in-igen/", mine.again, name="again"),
    path("mina-gaster/<int:pk>/angra/", mine.reopen, name="reopen"),
    path("mina-gaster/<int:pk>/skicka-igen/", mine.resend, name="resend"),
    path("administration/gaster/", mine.everybodys, name="everybodys"),
    path("valkommen/<str:token>/", welcome, name="welcome"),
    path("valkommen/<str:token>/via/", by_provider, name="by_provider"),
]
