"""Every other site: municipality, template, cooperation. Wagtail's pages come last: they take what is left."""

from django.conf import settings
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from samverk.intranet.views.serve import serve
from samverk.project.urls.common import urlpatterns as common

urlpatterns = [
    *common,
    path("", include("samverk.people.urls")),
    path("", include("samverk.intranet.urls")),
    path(settings.SAMVERK_CMS_PATH.lstrip("/"), include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    # The name is the one Wagtail reverses when it needs a page's address.
    re_path(serve_pattern, serve, name="wagtail_serve"),
]
