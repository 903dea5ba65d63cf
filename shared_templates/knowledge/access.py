"""Who shares an article, and who puts another's in the site's tree."""

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from wagtail.models import Page

from samverk.identity.access import is_internal, is_person
from samverk.identity.models import User
from samverk.intranet.knowledge.access import article_or_404, require_bank_reader
from samverk.intranet.models import ArticlePage
from samverk.kernel.access import Denied
from tenants.middleware import tenant_of
from tenants.models import Kind

if TYPE_CHECKING:
    from uuid import UUID

    from shared_templates.knowledge.models import ArticleVersion


def require_part(request: HttpRequest) -> User:
    """Articles are shared among municipalities, and read by their own people and by the model's.

    Raises:
        Http404: on a site that is neither.
        Denied: for guests, suppliers and people of municipal companies.
    """
    if tenant_of(request).kind not in (Kind.MUNICIPALITY, Kind.TEMPLATE):
        raise Http404
    return require_bank_reader(request.user)


def is_model(request: HttpRequest) -> bool:
    """Is this the model municipality's site: it reads what is proposed to it, and neither shares nor places."""
    return tenant_of(request).kind == Kind.TEMPLATE


def may_share(user: object, page: Page) -> bool:
    """Its owner, and whoever may publish the page."""
    if not (is_person(user) and is_internal(user)) or user.is_support:
        return False
    return page.owner_id == user.pk or bool(page.permissions_for_user(user).can_publish())


def own_article_or_404(request: HttpRequest, pk: int) -> ArticlePage:
    """An article of this site that the person may share.

    Raises:
        Http404: when there is none here; what another municipality shares is not shared on.
        Denied: for those who neither own it nor may publish it.
    """
    user = require_part(request)
    if is_model(request):
        raise Http404
    page = article_or_404(user=user, pk=pk)
    if not isinstance(page, ArticlePage):
        raise Http404
    if not may_share(user, page):
        raise Denied(_("Artikeln delas av den som äger den, eller av en redaktör som får publicera den."))
    return page


def shared_or_404(request: HttpRequest, key: "UUID") -> "ArticleVersion":
    """What another municipality shares now.

    Raises:
        Http404: when nobody shares it, or it is this site's own.
        Denied: for those who may not read the knowledge bank.
    """
    from shared_templates.knowledge.queries import version_now
    from tenants.queries import active_schema

    require_part(request)
    found = version_now(key)
    if found is None or found.schema_name == active_schema():
        raise Http404
    return found
