"""Addresses of sign-in with OpenID Connect, on every site but the operator's."""

from django.urls import path

from samverk.identity.oidc.views import administration, links, sign_in, sign_out, step_up

app_name = "oidc"
urlpatterns = [
    path("logga-in/via/<slug:key>/", sign_in.start, name="start"),
    path("logga-in/via/<slug:key>/svar/", sign_in.answer, name="answer"),
    path("logga-in/via/<slug:key>/utloggning/", sign_out.back_channel, name="back_channel"),
    path("logga-in/via/<slug:key>/utloggning-i-webblasaren/", sign_out.front_channel, name="front_channel"),
    path("logga-in/via/<slug:key>/utloggad/", sign_out.signed_out, name="signed_out"),
    path("logga-in/starkare/", step_up.step_up, name="step_up"),
    path("mina-kopplingar/", links.my_identities, name="my_identities"),
    path("mina-kopplingar/koppla/", links.confirm_link, name="confirm_link"),
    path("mina-kopplingar/koppla/<slug:key>/", links.begin_link, name="begin_link"),
    path("mina-kopplingar/<int:link_id>/ta-bort/", links.remove_link, name="remove_link"),
    path("administration/inloggning/", administration.overview, name="administration"),
    path("administration/inloggning/krav/", administration.set_policy, name="set_policy"),
    path("administration/inloggning/kopplingar/", administration.identities, name="identities"),
    path(
        "administration/inloggning/kopplingar/<int:link_id>/ta-bort/",
        administration.unlink,
        name="administration_unlink",
    ),
    path("administration/inloggning/<slug:key>/", administration.provider, name="provider"),
    path("administration/inloggning/<slug:key>/regler/", administration.add_rule, name="add_rule"),
    path(
        "administration/inloggning/<slug:key>/regler/<int:rule_id>/ta-bort/",
        administration.remove_rule,
        name="remove_rule",
    ),
    path("administration/inloggning/<slug:key>/prova/", administration.try_out, name="try_out"),
]
