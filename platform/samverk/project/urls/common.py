"""What every site has."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from samverk.project.views.csp_report import csp_report
from samverk.project.views.floor import floor

urlpatterns: list[URLPattern | URLResolver] = [
    path(settings.SAMVERK_CSP_REPORT_PATH.lstrip("/"), csp_report, name="csp_report"),
    path("", include("tenants.urls")),
    path("", include("samverk.ui.urls")),
    path("", include("samverk.identity.urls")),
    path("", include("samverk.portal.urls")),
]
if settings.SAMVERK_BENCH:
    urlpatterns.append(path("-/golv/", floor, name="floor"))
