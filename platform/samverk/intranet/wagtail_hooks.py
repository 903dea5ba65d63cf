"""Where Wagtail asks us: may this person read, and what does the admin look like here."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.documents.models import Document

from samverk.intranet.access import require_collection, require_page, require_reader
from samverk.intranet.models import StartPage
from tenants.models import Tenant
from tenants.views.theme import theme_url


@hooks.register("before_serve_page")
def ask_access_before_page(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Every page but the start page, which has a version for guests; then the groups it was given to, if any."""
    if not isinstance(page.specific_deferred, StartPage):
        require_reader(request.user)
    require_page(request.user, page)


# Before Wagtail's own question about the collection, which answers with an address of a sign-in page we do not have.
@hooks.register("before_serve_document", order=-1)
def ask_access_before_document(document: Document, request: HttpRequest) -> None:
    """Documents follow the same rule, and their collection's."""
    require_reader(request.user)
    require_collection(request.user, document.collection)


@hooks.register("insert_global_admin_css")
def theme_of_the_site() -> SafeString:
    """The municipality's colour in the admin too."""
    from tenants.connection import connection

    tenant = connection.tenant
    if not isinstance(tenant, Tenant):
        return SafeString("")
    return format_html(
        '<link rel="stylesheet" href="{}"><link rel="stylesheet" href="{}">',
        theme_url(tenant),
        static("intranet/cms.css"),
    )


@hooks.register("construct_settings_menu")
def hide_what_others_do(request: HttpRequest, items: list[Any]) -> None:
    """Sites and redirects are the operator's; one host name too many would be another door."""
    items[:] = [item for item in items if item.name not in {"sites"}]
