"""The first page of a site."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from samverk.identity.access import is_internal, is_person
from samverk.identity.guests.queries import places_of
from samverk.intranet import queries
from samverk.intranet.site_settings import NEWS_ON_START
from samverk.kernel import clock
from samverk.kernel.registries import start_widgets
from tenants.settings.queries import value


class StartPage(Page):
    """Greeting, what is new, where to go next, and the boxes other rooms offer."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["intranet.SectionPage", "intranet.NewsIndexPage", "intranet.GuidePage"]
    max_count = 1
    promote_panels: list[Any] = []
    template = "intranet/start_page.html"

    class Meta:
        verbose_name = _("Startsida")

    def get_template(self, request: HttpRequest, *args: Any, **kwargs: Any) -> str:
        """A guest gets a page of their own: what they are invited to, nothing else (PF-07)."""
        return self.template if is_internal(request.user) else "intranet/start_page_guest.html"

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The newest news and the top of the structure; a fixed number of queries."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["today"] = clock.today()
        if is_internal(request.user):
            news = queries.latest_news(value(NEWS_ON_START), reader=request.user)
            context["lead_news"], context["more_news"] = (news[0], news[1:]) if news else (None, [])
            context["sections"] = queries.top_sections(self, reader=request.user)
            context["widgets"] = [
                (widget.template, extra)
                for widget in sorted(start_widgets.values(), key=lambda w: w.order)
                if (extra := widget.context(request)) is not None
            ]
        else:
            context["places"] = places_of(request.user) if is_person(request.user) else []
        return context
