"""Every other site: municipality, template, cooperation. Wagtail's pages come last: they take what is left."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern

from samverk.intranet.views.account import account
from samverk.intranet.views.explore import explore
from samverk.intranet.views.serve import serve
from samverk.project.urls.common import urlpatterns as common
from samverk.project.views.not_here import not_here

urlpatterns = [
    *common,
    path("", include("samverk.identity.oidc.urls")),
    path("", include("samverk.identity.scim.urls")),
    path("", include("samverk.identity.rights.urls")),
    path("", include("samverk.identity.support.urls")),
    path("", include("samverk.identity.guests.urls")),
    path("", include("samverk.identity.first_links.urls")),
    path("", include("samverk.identity.protection.urls")),
    path("", include("samverk.identity.profile.urls")),
    path("", include("samverk.identity.delegation.urls")),
    path("", include("samverk.identity.movers.urls")),
    path("", include("samverk.people.urls")),
    path("", include("samverk.notifications.urls")),
    path("", include("samverk.social.following.urls")),
    path("", include("samverk.social.talk.urls")),
    path("", include("samverk.social.posts.urls")),
    path("", include("samverk.social.searches.urls")),
    path("", include("samverk.search.urls")),
    path("", include("samverk.intranet.urls")),
    path("", include("samverk.portal.site_urls")),
    path("", include("shared_templates.adoption.urls")),
    path("", include("shared_templates.board.urls")),
    path("", include("shared_templates.knowledge.urls")),
    path("", include("shared_templates.masters.urls")),
    path("", include("shared_templates.overview.urls")),
    path("", include("shared_templates.packages.urls")),
    path("", include("shared_templates.proposals.urls")),
    path("", include("shared_templates.sandbox.urls")),
    path("", include("shared_templates.documents.urls")),
    # Wagtail's own sign-in form would be a second door, without throttle and without a line in the log.
    path(
        settings.SAMVERK_CMS_PATH.lstrip("/") + "login/",
        login_not_required(RedirectView.as_view(pattern_name="identity:sign_in", query_string=True)),
    ),
    # Wagtail's page for trying out the 500 page; it would let anybody with access ring the operator's alarm.
    path(settings.SAMVERK_CMS_PATH.lstrip("/") + "failwhale/", not_here),
    # The root of the tree is no page; the editor's tree begins with the start page.
    path(settings.SAMVERK_CMS_PATH.lstrip("/") + "pages/", explore),
    # Name, language, colours and picture are the house's own, on other pages.
    path(settings.SAMVERK_CMS_PATH.lstrip("/") + "account/", account),
    path(settings.SAMVERK_CMS_PATH.lstrip("/"), include(wagtailadmin_urls)),
    path("dokument/", include(wagtaildocs_urls)),
    # The name is the one Wagtail reverses when it needs a page's address.
    re_path(serve_pattern, serve, name="wagtail_serve"),
]

handler403 = "samverk.project.views.errors.denied"
