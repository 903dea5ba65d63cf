"""What all our pages have in common."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page

from samverk.intranet.copy_form import RoomyCopyForm
from samverk.intranet.holds import hold_on
from samverk.intranet.owner_form import OwnedPageForm
from samverk.intranet.queries import address_of, breadcrumb, owner_of
from samverk.intranet.search_words import keep_words
from samverk.kernel import clock


class IntranetPage(Page):
    """A page with a lead, a trail back, and no public address."""

    lead = models.TextField(
        _("Ingress"), max_length=400, blank=True, help_text=_("Det viktigaste, i en eller två meningar.")
    )

    content_panels = [*Page.content_panels, FieldPanel("lead")]
    promote_panels = [
        FieldPanel("slug"),
        FieldPanel("show_in_menus"),
        MultiFieldPanel([FieldPanel("owner_part"), FieldPanel("owner_home")], heading=_("Ansvar för sidan")),
    ]
    base_form_class = OwnedPageForm
    copy_form_class = RoomyCopyForm
    show_in_menus_default = False

    class Meta:
        abstract = True

    @property
    def address(self) -> str:
        """Where the page is found on its site."""
        return address_of(self)

    def plain_words(self) -> str:
        """What the page says beside title and lead, as HTML or plain text, for search."""
        return ""

    def save(self, *args: Any, **kwargs: Any) -> Any:
        """What is published can be searched."""
        saved = super().save(*args, **kwargs)
        fields = kwargs.get("update_fields")
        if self.live and (fields is None or {"live", "title"} & set(fields)):
            keep_words([self])
        return saved

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """A draft or an earlier version never brings back a name or an address that is settled elsewhere (TP-12)."""
        hold = hold_on(self)
        settled = {"title": hold.title, "slug": self.slug, "expire_at": None} if hold else {}
        return super().with_content_json(content | settled)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the trail from the start page to this page, and who answers for it."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["page_owner"] = owner_of(self, day=clock.today())
        context["trail"] = breadcrumb(self, reader=request.user)
        return context
