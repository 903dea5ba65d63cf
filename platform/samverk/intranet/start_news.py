"""The box "Nytt för dig" of the start page."""

from django.http import HttpRequest

from samverk.intranet import queries
from samverk.intranet.site_settings import NEWS_ON_START
from tenants.settings.queries import value


def context(request: HttpRequest) -> dict[str, object]:
    """The newest pieces of news the person may read: one to lead with, and the rest; a fixed number of queries."""
    news = queries.latest_news(value(NEWS_ON_START), reader=request.user)
    return {"lead": news[0], "more": news[1:]} if news else {"lead": None, "more": []}
