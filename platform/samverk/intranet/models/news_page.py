"""A piece of news."""

from datetime import timedelta
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField

from samverk.identity.models import User
from samverk.intranet.news_rights import NewsRights
from samverk.intranet.site_settings import NEWS_DAYS
from samverk.kernel import clock
from tenants.settings.queries import value

from .page_base import IntranetPage
from .picture import Picture


class NewsCategory(models.TextChoices):
    """What a piece of news is about."""

    SERVICE = "service", _("Verksamheten")
    STAFF = "staff", _("Anställning")
    SYSTEM = "system", _("System och verktyg")
    PROJECT = "project", _("Projekt och samverkan")
    MANAGEMENT = "management", _("Från ledningen")


class NewsPage(IntranetPage):
    """Lead, picture, text; the author is the editor who published it."""

    category = models.CharField(_("Ämne"), max_length=20, choices=NewsCategory.choices, default=NewsCategory.SERVICE)
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = RichTextField(_("Text"))

    content_panels = [
        *IntranetPage.content_panels,
        FieldPanel("category"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]
    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "intranet/news_page.html"

    class Meta:
        verbose_name = _("Nyhet")
        verbose_name_plural = _("Nyheter")

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """A new piece of news gets the day it is taken down, where the site has decided one and the writer has not."""
        if self._state.adding and not getattr(self, "expire_at", None) and (days := value(NEWS_DAYS)):
            self.expire_at = clock.now() + timedelta(days=days)
        return super().save(*args, **kwargs)

    def permissions_for_user(self, user: User) -> NewsRights:
        """Editors may publish where the site has decided so."""
        return NewsRights(user, self)
