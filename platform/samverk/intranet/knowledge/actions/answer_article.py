"""Say whether an article helped (PF-21)."""

from datetime import datetime

from django.db import transaction

from samverk.identity.models import User
from samverk.intranet.models import ArticleAnswer, ArticlePage, PlacedPage
from samverk.kernel.actions.record_audit import Actor, record_audit


def answer_article(
    *, actor: Actor, user: User, page: ArticlePage | PlacedPage, helped: bool, word: str, now: datetime
) -> ArticleAnswer:
    """The person's one answer, which takes the place of an earlier one; said again it changes nothing.

    Args:
        actor: the person, as the log names them.
        user: the same person.
        page: that the person may read; the caller has asked its gates.
        helped: yes or no.
        word: to whoever owns it, at most 500 characters; may be empty.
        now: the moment.
    """
    with transaction.atomic():
        row, made = ArticleAnswer.objects.select_for_update().get_or_create(
            page_id=page.pk, user=user, defaults={"helped": helped, "word": word, "at": now}
        )
        if not made and (row.helped, row.word) == (helped, word):
            return row
        row.helped, row.word, row.at = helped, word, now
        row.save(update_fields=["helped", "word", "at"])
        record_audit(actor=actor, verb="intranet.answer_article", target=page, right="own")
    return row
