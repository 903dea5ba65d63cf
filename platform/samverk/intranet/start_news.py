"""The box "Nytt för dig" of the start page."""

from django.http import HttpRequest

from samverk.intranet.news.fragments import LEAD, ROW, drawn_elsewhere, fragments
from samverk.intranet.news.ranking import Ranked, among, ranked
from samverk.intranet.read_marks import marks
from samverk.intranet.site_settings import NEWS_ON_START
from samverk.kernel import clock
from samverk.kernel.registries import news_elsewhere
from tenants.settings.queries import value


def context(request: HttpRequest) -> dict[str, object]:
    """News in the person's own order, those of their cooperations among them: one to lead with, and the rest; a fixed
    number of queries.
    """
    now, count = clock.now(), value(NEWS_ON_START)
    found = ranked(reader=request.user, read=marks(request), now=now, count=count)
    elsewhere = [line for told in news_elsewhere.values() for line in told(request)]
    shown = among(found, elsewhere, now=now, count=count) if elsewhere else found
    own = [each for each in shown if isinstance(each, Ranked)]
    wanted = [(each.candidate.pk, each.candidate.version, ROW if place else LEAD) for place, each in enumerate(own)]
    html = iter(fragments(wanted))
    drawn = [
        {"html": next(html), "why": each.why}
        if isinstance(each, Ranked)
        else {"html": drawn_elsewhere(each), "why": ""}
        for each in shown
    ]
    return {"lead": drawn[0], "more": drawn[1:]} if own else {"lead": None, "more": drawn}
