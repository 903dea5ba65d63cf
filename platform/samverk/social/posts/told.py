"""What notifications hear of posts; the one place that tells them."""

from django.utils.translation import gettext_lazy as _

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind, event_kinds
from samverk.notifications.queries import who_will_be_told
from samverk.notifications.words_now import show_words
from samverk.social.following.queries import followers_of
from samverk.social.posts.models import Post
from samverk.social.posts.places import source_of
from samverk.social.posts.refs import ref_of, within
from samverk.social.tags import tags_in
from samverk.social.talk.comments_as_subjects import comment_url
from samverk.social.talk.excerpts import plain_without_names
from samverk.social.talk.marks import keys_of, mentions_in
from samverk.social.talk.mentionables import GROUP, PERSON, UNIT
from samverk.social.talk.models import Comment

WRITTEN, ANSWERED = "post.written", "post.answered"
#: Letters of a post that a notice shows.
EXCERPT = 300


def declare_events() -> None:
    """What this room tells of."""
    event_kinds.register(
        WRITTEN,
        EventKind(
            label=_("Nya inlägg"),
            sentence=_("%(who)s skrev: %(title)s"),
            sentences={MyRole.ADDRESSED: _("%(who)s nämnde dig: %(title)s")},
            roles=(MyRole.ADDRESSED, MyRole.FOLLOWER, MyRole.EVERYBODY),
            icon="feed",
            order=30,
        ),
    )
    event_kinds.register(
        ANSWERED,
        EventKind(
            label=_("Ditt svar på en fråga valdes"),
            sentence=_("%(who)s valde ditt svar på frågan: %(title)s"),
            roles=(MyRole.OWNER,),
            icon="check",
            order=31,
        ),
    )


def post_event(*, text: str, place: str, author: User, pk: int = 0) -> NewEvent:
    """The event as it is told, and as one asks beforehand who will be; one query.

    Whom it mentions is told. Followers of the author, of the place and of its words with # are told; of a unit's
    post all who work there.
    Of a post to thousands nobody else is told who does not ask for it: it stands in the feed.

    Args:
        text: as stored.
        place: key of the place.
        author: who writes.
        pk: of the post; 0 while there is none.
    """
    places = within(place=place, author=author, tags=tags_in(text))
    ref, mentions = ref_of(pk), mentions_in(text)
    return NewEvent(
        kind=WRITTEN,
        ref=ref,
        key=_key(pk),
        # Copies that outlive the names of those who are mentioned hold none (LAW-24).
        title=plain_without_names(text, most=80),
        excerpt=plain_without_names(text, most=EXCERPT),
        url=f"/inlagg/{pk}/",
        by=author.pk,
        recipients={MyRole.ADDRESSED: keys_of(mentions, PERSON), MyRole.FOLLOWER: followers_of(places)},
        units={MyRole.ADDRESSED: keys_of(mentions, UNIT)},
        groups={MyRole.ADDRESSED: keys_of(mentions, GROUP)},
        everybody=place.startswith("unit:"),
        places=places,
    )


def tell_of_post(*, post: Post, author: User) -> None:
    """A part of `publish_post`: see `post_event`.

    Args:
        post: new.
        author: who wrote it.
    """
    event = post_event(text=post.text, place=post.place, author=author, pk=post.pk)
    tell(actor=actor_for(author), event=event)


def show_words_now(post: Post) -> None:
    """A part of `edit_post`: whoever was told of the post reads what it says now.

    Args:
        post: as it is stored now.
    """
    show_words(kind=WRITTEN, key=_key(post.pk), words=plain_without_names(post.text, most=EXCERPT))


def _key(pk: int) -> str:
    ref = ref_of(pk)
    return f"{ref.kind}:{ref.key}"


def how_many(*, text: str, place: str, author: User) -> int:
    """How many would be told of a post that is not written yet.

    Args:
        text: as it would be stored.
        place: key of the place.
        author: who writes.
    """
    source = source_of(place)
    if source is None:
        return 0
    event = post_event(text=text, place=place, author=author)
    return who_will_be_told(viewer=author, event=event, readers=source.readers(place)).count


def tell_of_answer(*, actor: Actor, post: Post, comment: Comment, by: User) -> None:
    """A part of `answer_question`: who wrote the comment hears that it was chosen, once.

    Args:
        actor: who acts.
        post: the question.
        comment: the answer.
        by: who chose.
    """
    if comment.author_id is None:
        return
    tell(
        actor=actor,
        event=NewEvent(
            kind=ANSWERED,
            ref=ref_of(post.pk),
            key=str(comment.pk),
            title=plain_without_names(post.text, most=80),
            excerpt=plain_without_names(comment.text),
            url=comment_url(comment.pk),
            by=by.pk,
            recipients={MyRole.OWNER: [comment.author_id]},
            places=within(place=post.place, author=post.author, tags=post.tags),
        ),
    )
