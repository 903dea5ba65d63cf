"""A piece of news."""

from datetime import timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Page

from samverk.identity.models import User
from samverk.intranet.news_form import NewsPageForm
from samverk.intranet.news_rights import NewsRights
from samverk.intranet.site_settings import NEWS_DAYS
from samverk.intranet.targeting.panel import ReachPanel
from samverk.kernel import clock
from tenants.settings.queries import value

from .news_choices import NARROW, WITH_NAMES, NewsCategory, NewsScope, ReadingReason
from .page_base import IntranetPage
from .picture import Picture

__all__ = ["NewsCategory", "NewsPage", "NewsScope", "ReadingReason"]


class NewsPage(IntranetPage):
    """Lead, picture, text; the author is the editor who published it.

    `targets` are keys (`targeting.keys`) of those it is directed to: it ranks higher for them and is hidden from
    nobody (PF-15). `out_since` is when it was first published, while it is out: lists are read from its index.
    """

    category = models.CharField(_("Ämne"), max_length=20, choices=NewsCategory.choices, default=NewsCategory.SERVICE)
    picture = models.ForeignKey(
        Picture, verbose_name=_("Bild"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = RichTextField(_("Text"))
    on_behalf_of = models.CharField(
        _("På uppdrag av"), max_length=120, blank=True, default="", db_default="",
        help_text=_("Den eller de som står bakom nyheten, om det inte är du. Till exempel: Kommundirektören."),
    )  # fmt: skip
    scope = models.CharField(
        _("Vilka den är skriven för"), max_length=12, choices=NewsScope.choices, default=NewsScope.SITE,
        db_default=NewsScope.SITE,
    )  # fmt: skip
    targets = ArrayField(models.CharField(max_length=120), blank=True, default=list, db_default=[], editable=False)
    pinned_until = models.DateField(
        _("Ligger överst till och med"), null=True, blank=True,
        help_text=_("Nyheten ligger först på startsidan till och med den dagen. Använd sparsamt."),
    )  # fmt: skip
    correction = models.TextField(
        _("Rättelse"), max_length=500, blank=True, default="", db_default="",
        help_text=_("Vad som var fel och vad som är rätt. Visas överst i nyheten, som får märket Rättad."),
    )  # fmt: skip
    corrected_at = models.DateTimeField(null=True, blank=True, editable=False)
    must_read = models.CharField(
        _("Alla den gäller ska läsa den"), max_length=12, choices=ReadingReason.choices, blank=True, default="",
        db_default="", help_text=_("Välj skäl. Läsaren bekräftar att hen har läst, och den som inte har det påminns."),
    )  # fmt: skip
    must_read_by = models.DateField(_("Ska vara läst senast"), null=True, blank=True)
    archived_on = models.DateField(
        _("Arkiveras den"), null=True, blank=True,
        help_text=_("Från den dagen är den inte längre aktuell: den går att läsa men finns bara i arkivet."),
    )  # fmt: skip
    replaced_by = models.ForeignKey(
        Page, verbose_name=_("Läs hellre"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
        help_text=_("Sidan som gäller i stället, när nyheten är arkiverad."),
    )  # fmt: skip
    comments_closed = models.BooleanField(_("Går inte att kommentera"), default=False, db_default=False)
    out_since = models.DateTimeField(null=True, blank=True, editable=False)

    content_panels = [
        *IntranetPage.content_panels,
        FieldPanel("category"),
        FieldPanel("picture"),
        FieldPanel("body"),
        FieldPanel("on_behalf_of"),
        MultiFieldPanel(
            [
                FieldPanel("scope"),
                FieldPanel("target_parts"),
                FieldPanel("target_titles"),
                FieldPanel("target_places"),
                FieldPanel("target_roles"),
                ReachPanel(),
                FieldPanel("pinned_until"),
            ],
            heading=_("Vilka den riktas till"),
        ),
        MultiFieldPanel(
            [FieldPanel("must_read"), FieldPanel("must_read_by")],
            heading=_("Ska läsas"),
            classname="collapsed",
        ),
        MultiFieldPanel(
            [FieldPanel("correction"), FieldPanel("archived_on"), PageChooserPanel("replaced_by")],
            heading=_("Rätta eller arkivera"),
            classname="collapsed",
        ),
        FieldPanel("comments_closed"),
    ]
    base_form_class = NewsPageForm
    parent_page_types = ["intranet.NewsIndexPage"]
    subpage_types: list[str] = []
    template = "intranet/news_page.html"

    class Meta:
        verbose_name = _("Nyhet")
        verbose_name_plural = _("Nyheter")
        indexes = [
            models.Index(fields=["-out_since", "-page_ptr"], name="intranet_news_newest"),
            models.Index(fields=["pinned_until"], name="intranet_news_pinned", condition=Q(pinned_until__isnull=False)),
            models.Index(fields=["must_read_by"], name="intranet_news_must_read", condition=~Q(must_read="")),
            GinIndex(fields=["targets"], name="intranet_news_targets"),
        ]

    def clean(self) -> None:
        """What is for some units says which; what must be read says until when.

        Raises:
            ValidationError: on the field that is missing.
        """
        super().clean()
        if self.scope in NARROW and not self.targets:
            raise ValidationError({"scope": _("Välj vilka enheter eller förvaltningar nyheten riktas till.")})
        if self.must_read and self.must_read_by is None:
            raise ValidationError({"must_read_by": _("Välj vilken dag den senast ska vara läst.")})

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """Note since when it is out, and the day it is taken down where the site has decided one.

        The day is set once, for a new piece of news whose writer has not chosen one.
        """
        if self._state.adding and not getattr(self, "expire_at", None) and (days := value(NEWS_DAYS)):
            self.expire_at = clock.now() + timedelta(days=days)
        self.out_since = self.first_published_at if self.live else None
        fields = kwargs.get("update_fields")
        if fields is not None and "live" in fields:
            kwargs["update_fields"] = [*fields, "out_since"]
        return super().save(*args, **kwargs)

    def permissions_for_user(self, user: User) -> NewsRights:
        """Editors may publish where the site has decided so."""
        return NewsRights(user, self)

    def is_archived(self) -> bool:
        """Is it no longer what holds."""
        return self.archived_on is not None and self.archived_on <= clock.today()

    @property
    def asks_for_names(self) -> bool:
        """Is the reason grave enough to tell heads who is left."""
        return self.must_read in WITH_NAMES

    def plain_words(self) -> str:
        """The text, for search."""
        return str(self.body)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds what the article shows around its text."""
        from samverk.intranet.article import article_context

        context = super().get_context(request, *args, **kwargs)
        context.update(article_context(request, self))
        return context

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show it, and let the reader's own browser remember that it was read."""
        from samverk.intranet.read_marks import remember_read

        return remember_read(request, super().serve(request, *args, **kwargs), self.pk)
