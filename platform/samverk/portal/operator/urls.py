"""Addresses of the operator's pages; on the operator's site only."""

from django.urls import path

from samverk.portal.operator.views import measurements, migrations, sites, support

app_name = "operator"
urlpatterns = [
    path("", sites.sites, name="sites"),
    path("migreringar/", migrations.migrations, name="migrations"),
    path("stod/", support.sessions, name="support_sessions"),
    path("stod/<uuid:number>/", support.session_page, name="support_session"),
    path("stod/<uuid:number>/overlamning/", support.hand_over, name="support_hand_over"),
    path("stod/<uuid:number>/avsluta/", support.end, name="support_end"),
    path("<slug:slug>/", sites.site_page, name="site"),
    path("<slug:slug>/matningar.csv", measurements.evidence, name="evidence"),
    path("<slug:slug>/stod/", support.begin, name="support_begin"),
]
