"""Addresses of the operator's pages; on the operator's site only."""

from django.urls import path

from samverk.portal.operator.views import (
    creation,
    first_link,
    measurements,
    migrations,
    providers,
    sites,
    state,
    support,
)

app_name = "operator"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("ny-webbplats/", creation.new_site, name="new_site"),
    path("skapas/<uuid:number>/", creation.order_page, name="order"),
    path("tjanster/", providers.providers, name="providers"),
    path("migreringar/", migrations.migrations, name="migrations"),
    path("stod/", support.sessions, name="support_sessions"),
    path("stod/<uuid:number>/", support.session_page, name="support_session"),
    path("stod/<uuid:number>/overlamning/", support.hand_over, name="support_hand_over"),
    path("stod/<uuid:number>/avsluta/", support.end, name="support_end"),
    path("<slug:slug>/", sites.site_page, name="site"),
    path("<slug:slug>/lage/", state.change, name="change_state"),
    path("<slug:slug>/inloggning/", providers.link, name="link_provider"),
    path("<slug:slug>/inloggning/<slug:key>/ta-bort/", providers.unlink, name="unlink_provider"),
    path("<slug:slug>/forsta-konto/", first_link.first_link, name="first_link"),
    path("<slug:slug>/forsta-konto/<uuid:person>/ta-tillbaka/", first_link.withdraw, name="withdraw_link"),
    path("<slug:slug>/matningar.csv", measurements.evidence, name="evidence"),
    path("<slug:slug>/stod/", support.begin, name="support_begin"),
]
