"""One piece of news by its address, with all that its page needs, in one question.

The most opened page of the house. Two tables of fifty columns and who wrote it cost Django more to put together than
they cost the database to find, so the question is fixed text.
"""

from django.db import DEFAULT_DB_ALIAS

from samverk.identity.models import User
from samverk.intranet.models import NewsPage
from tenants.answers import answer, texts

_FIELDS = list(NewsPage._meta.concrete_fields)
_COLUMNS = ", ".join(f"{'n' if field.model is NewsPage else 'p'}.{field.column}" for field in _FIELDS)
_WRITER = ("id", "display_name", "capacity", "acting_for_name")
_OPENED = f"""
SELECT {_COLUMNS}, u.id, u.display_name, u.capacity, u.acting_for_name,
       (SELECT o.owner FROM intranet_ownership o WHERE o.page_id = p.id AND o.valid_to IS NULL)
FROM wagtailcore_page p
JOIN intranet_newspage n ON n.page_ptr_id = p.id
LEFT JOIN identity_user u ON u.id = p.owner_id
WHERE p.url_path = %s AND p.live
"""
texts.register("intranet.opened", _OPENED)


def news_at(url_path: str) -> NewsPage | None:
    """Published news at a path of Wagtail's tree, with who answers for it (`held_owner`); one query, kept by standing.

    Who wrote it comes with the name, the capacity and for whom they act; the rest is read when it is asked for.
    """
    for row in answer(_OPENED, [url_path]):
        values, writer, held = row[: len(_FIELDS)], row[len(_FIELDS) : -1], row[-1]
        found: NewsPage = NewsPage.from_db(DEFAULT_DB_ALIAS, [field.attname for field in _FIELDS], values)
        found.held_owner = held
        if writer[0] is not None:
            found.owner = User.from_db(DEFAULT_DB_ALIAS, _WRITER, writer)
        return found
    return None
