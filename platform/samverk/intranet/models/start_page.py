"""The first page of a site."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samverk.identity.access import is_internal, is_person
from samverk.identity.guests.queries import places_of
from samverk.intranet.start_boxes import arranged
from samverk.kernel import clock


class StartPage(Page):
    """A greeting and the boxes that rooms offer, this one's news among them."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "intranet.SectionPage",
        "intranet.NewsIndexPage",
        "intranet.GuidePage",
        "intranet.ArticlePage",
        "intranet.PlacedPage",
    ]
    max_count = 1
    promote_panels: list[Any] = []
    template = "intranet/start_page.html"

    class Meta:
        verbose_name = _("Startsida")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """A guest gets a page of their own: what they are invited to, nothing else (PF-07)."""
        return self.template if is_internal(request.user) else "intranet/start_page_guest.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The boxes that rooms offer; what each of them shows is asked for when it is drawn."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["today"] = clock.today()
        if is_internal(request.user):
            context["boxes"] = arranged(request)
        else:
            context["places"] = places_of(request.user) if is_person(request.user) else []
        return context
