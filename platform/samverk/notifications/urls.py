"""Addresses of the notifications, on every site but the operator's."""

from django.urls import path

from samverk.notifications.views import attention, choices, inbox, push, site_choices, unsubscribe

app_name = "notifications"
urlpatterns = [
    path("inkorg/", inbox.overview, name="inbox"),
    path("inkorg/lasta/", inbox.mark, name="mark"),
    path("inkorg/olasta/", inbox.unmark, name="unmark"),
    path("inkorg/<int:pk>/", inbox.open_notice, name="open"),
    path("mina-aviseringar/", choices.overview, name="choices"),
    path("mina-aviseringar/paus/", choices.pause_all, name="pause"),
    path("mina-aviseringar/brev/", choices.letters, name="letters"),
    path("mina-aviseringar/webblasare/", push.subscribe, name="push"),
    path("mina-aviseringar/om/<slug:kind>/<str:key>/", attention.one, name="attention"),
    path("aviseringar/sluta/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
    path("administration/aviseringar/", site_choices.overview, name="site_choices"),
]
