"""Change what one has written; what it said before can be read."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import require_author
from samverk.social.posts.models import Edit, Post
from samverk.social.posts.told import show_words_now
from samverk.social.refusing import refuse_personal_number
from samverk.social.tags import tags_in
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention
from samverk.social.text import LONGEST


def edit_post(
    *,
    actor: Actor,
    author: User,
    post: Post,
    text: str,
    version: int,
    now: datetime,
    chosen: Collection[Mention] = (),
) -> Post:
    """The new text is shown at once, with a way to the earlier one. Who is mentioned anew is not told: that would be a
    way to shout twice.

    Args:
        actor: who acts.
        author: the same person, who wrote the post.
        post: which.
        text: the new text.
        version: of the post the author had before them.
        now: the moment.
        chosen: whom the author chose in the picker.

    Raises:
        Denied: for a post somebody else wrote.
        ValidationError: without text, with a personnummer (LAW-24), or when the post has been changed in another
            window.
    """
    require_author(user=author, post=post)
    text = text.strip()
    if not text:
        raise ValidationError(_("Skriv något i inlägget."))
    if len(text) > LONGEST:
        raise ValidationError(_("Texten är för lång. Korta den, eller bifoga den som en fil."))
    refuse_personal_number(text)
    text = with_marks(viewer=author, text=text, chosen=chosen)
    with transaction.atomic():
        post = Post.objects.select_for_update().get(pk=post.pk)
        if post.text == text:
            return post
        if post.version != version:
            raise ValidationError(
                _("Inlägget har ändrats i ett annat fönster. Din text står kvar här; jämför och spara igen.")
            )
        Edit.objects.create(post=post, text=post.text, until=now)
        post.text, post.tags, post.edited_at, post.version = text, tags_in(text), now, post.version + 1
        post.save(update_fields=["text", "tags", "edited_at", "version"])
        show_words_now(post)
        record_audit(actor=actor, verb="social.edit_post", target=post, right="own")
    return post
