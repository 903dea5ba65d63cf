"""The buttons of sharing on the knowledge bank's pages."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samverk.intranet.knowledge.registries import Tool
from samverk.intranet.models import ArticlePage
from shared_templates.knowledge.access import may_share
from tenants.middleware import tenant_of
from tenants.models import Kind


def tools_of_article(request: HttpRequest, page: Page) -> list[Tool]:
    """Share it, for those who may."""
    if tenant_of(request).kind != Kind.MUNICIPALITY or not isinstance(page, ArticlePage):
        return []
    if not may_share(request.user, page):
        return []
    return [Tool(_("Dela med andra kommuner"), reverse("knowledge:share", args=[page.pk]), "people")]


def tools_of_bank(request: HttpRequest) -> list[Tool]:
    """What other municipalities share; on the model's site what they propose to it."""
    if tenant_of(request).kind not in (Kind.MUNICIPALITY, Kind.TEMPLATE):
        return []
    return [Tool(_("Artiklar från andra kommuner"), reverse("knowledge:from_others"), "people")]
