"""Addresses of identity, the same on every site."""

from django.urls import path

from samverk.identity.devices.views.mine import mine
from samverk.identity.log.views import search as log
from samverk.identity.views import handoff, password, preferences, sign_in

app_name = "identity"
urlpatterns = [
    path("logga-in/", sign_in.sign_in, name="sign_in"),
    path("logga-ut/", sign_in.sign_out, name="sign_out"),
    path("sprak/", preferences.language, name="language"),
    path("utseende/", preferences.scheme, name="scheme"),
    path("anslut/", handoff.arrive, name="arrive"),
    path("anslut/<slug:source>/", handoff.set_out, name="set_out"),
    path("overlamning/", handoff.hand_over, name="hand_over"),
    path("mina-inloggningar/", mine, name="sign_ins"),
    path("mitt-losenord/", password.change, name="password"),
    path("administration/logg/", log.search, name="log_search"),
    path("administration/logg/<int:number>/", log.result, name="log_result"),
    path("administration/logg/<int:number>/utskrift/", log.printed, name="log_print"),
    path("administration/logg/<int:number>/csv/", log.as_csv, name="log_csv"),
]
