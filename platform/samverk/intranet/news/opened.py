"""One piece of news by its address, with all that its page needs, in one question.

The most opened page of the house. Two tables of fifty columns and who wrote it cost Django more to put together than
they cost the database to find, so the question is fixed text.
"""

from samverk.identity.models import User
from samverk.intranet.models import NewsPage

_OPENED = """
SELECT p.*, n.*, u.id AS writer, u.display_name AS writer_name, u.capacity AS writer_capacity,
       u.acting_for_name AS writer_for,
       (SELECT o.owner FROM intranet_ownership o WHERE o.page_id = p.id AND o.valid_to IS NULL) AS held_owner
FROM wagtailcore_page p
JOIN intranet_newspage n ON n.page_ptr_id = p.id
LEFT JOIN identity_user u ON u.id = p.owner_id
WHERE p.url_path = %s AND p.live
"""


def news_at(url_path: str) -> NewsPage | None:
    """Published news at a path of Wagtail's tree, with who answers for it (`held_owner`); one query.

    Who wrote it comes with the name, the capacity and for whom they act; the rest is read when it is asked for.
    """
    found: NewsPage | None = next(iter(NewsPage.objects.raw(_OPENED, [url_path])), None)
    if found is not None and found.writer is not None:
        fields = ("id", "display_name", "capacity", "acting_for_name")
        known = (found.writer, found.writer_name, found.writer_capacity, found.writer_for)
        found.owner = User.from_db(found._state.db, fields, known)
    return found
