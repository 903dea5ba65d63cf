"""What a post will look like and who will be told, before it is published (anchors 3.3)."""

from collections.abc import Collection

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.social.posts import told
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention
from samverk.social.talk.previewing import Preview
from samverk.social.talk.showing import shown_versions


def preview_of_post(*, author: User, text: str, place: str, chosen: Collection[Mention]) -> Preview:
    """A look at a post; writes nothing.

    Args:
        author: who writes.
        text: as typed.
        place: key of the place; one the author may write in.
        chosen: from the picker.
    """
    stored = with_marks(viewer=author, text=text.strip(), chosen=chosen)
    return Preview(
        html=shown_versions([(stored, clock.now())])[0].html,
        people=told.how_many(text=stored, place=place, author=author),
    )
