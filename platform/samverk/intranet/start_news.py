"""The box "Nytt för dig" of the start page."""

from django.http import HttpRequest

from samverk.intranet.news.fragments import LEAD, ROW, fragments
from samverk.intranet.news.ranking import ranked
from samverk.intranet.read_marks import marks
from samverk.intranet.site_settings import NEWS_ON_START
from samverk.kernel import clock
from tenants.settings.queries import value


def context(request: HttpRequest) -> dict[str, object]:
    """News in the person's own order: one to lead with, and the rest; a fixed number of queries."""
    found = ranked(reader=request.user, read=marks(request), now=clock.now(), count=value(NEWS_ON_START))
    wanted = [(each.candidate.pk, each.candidate.version, ROW if place else LEAD) for place, each in enumerate(found)]
    drawn = [{"html": html, "why": each.why} for html, each in zip(fragments(wanted), found, strict=True)]
    return {"lead": drawn[0], "more": drawn[1:]} if drawn else {"lead": None, "more": []}
