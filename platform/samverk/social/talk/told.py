"""What the ledger of notifications hears from a talk; the only place here that calls it."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.kernel.actions.record_audit import Actor
from samverk.kernel.kept_insert import Row, WithKey
from samverk.kernel.subjects import Ref, Subject
from samverk.notifications.actions.tell import tell
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind, event_kinds
from samverk.notifications.ledger import row_of
from samverk.notifications.queries import who_will_be_told
from samverk.notifications.queueing import queue_expansion
from samverk.notifications.ways import Pace, Ways
from samverk.notifications.words_now import show_words
from samverk.social.following.queries import followers_of
from samverk.social.tags import of_tag
from samverk.social.talk.excerpts import plain_without_names
from samverk.social.talk.marks import Mention, keys_of
from samverk.social.talk.mentionables import GROUP, PERSON, UNIT
from samverk.social.talk.models import Comment
from samverk.social.talk.queries import took_part

COMMENTED, REPORTED, HIDDEN, RESTORED = "comment", "report", "hidden", "restored"
#: Letters of what was said that a notice shows.
EXCERPT = 160


@dataclass(frozen=True, slots=True)
class Said:
    """A comment on its way out.

    Attributes:
        subject: what it is about.
        by: who wrote it.
        text: what it says, plain and with names.
        answers: who wrote what it answers, or None.
        mentions: whom it mentions.
        tags: words with # in it; who follows one of them is told, within what they may read.
    """

    subject: Subject
    by: User
    text: str
    answers: int | None
    mentions: Collection[Mention]
    tags: Collection[str] = ()


def declare_events() -> None:
    """What this room tells of."""
    event_kinds.register(
        COMMENTED,
        EventKind(
            label=_("Kommentarer och svar"),
            sentence=_("%(who)s kommenterade %(title)s"),
            sentences={MyRole.ADDRESSED: _("%(who)s skrev till dig om %(title)s")},
            roles=(MyRole.ADDRESSED, MyRole.OWNER, MyRole.TOOK_PART, MyRole.FOLLOWER),
            icon="comment",
            order=20,
            finds=_around,
        ),
    )
    event_kinds.register(
        REPORTED,
        EventKind(
            label=_("Anmälningar till granskare"),
            sentence=_("Någon har anmält en text om %(title)s"),
            roles=(MyRole.OWNER,),
            defaults={MyRole.OWNER: Ways(mail=Pace.AT_ONCE)},
            icon="flag",
            order=80,
        ),
    )
    for key, label, sentence in (
        (HIDDEN, _("Din text är dold"), _("En granskare har dolt din text om %(title)s")),
        (RESTORED, _("Din text visas igen"), _("Din text om %(title)s visas igen")),
    ):
        event_kinds.register(
            key,
            EventKind(
                label=label,
                sentence=sentence,
                roles=(MyRole.OWNER,),
                defaults={MyRole.OWNER: Ways(mail=Pace.AT_ONCE)},
                icon="info",
                order=81,
            ),
        )


def _around(ref: Ref, within: Collection[Ref]) -> dict[MyRole, Collection[int]]:
    """Who has commented the thing, and who follows it or what it belongs to; two queries."""
    return {MyRole.TOOK_PART: took_part(ref), MyRole.FOLLOWER: followers_of([ref, *within])}


def comment_event(said: Said, *, key: str, url: str) -> NewEvent:
    """The event as it is told; who has taken part and who follows is found as it is.

    Args:
        said: the comment.
        key: tells it from all others.
        url: where it is read.
    """
    subject = said.subject
    addressed = {*keys_of(said.mentions, PERSON), *([said.answers] if said.answers else [])}
    return NewEvent(
        kind=COMMENTED,
        ref=subject.ref,
        key=key,
        title=subject.title,
        url=url,
        by=said.by.pk,
        excerpt=said.text[:EXCERPT],
        recipients={
            MyRole.ADDRESSED: addressed,
            MyRole.OWNER: subject.owners,
        },
        units={MyRole.ADDRESSED: keys_of(said.mentions, UNIT)},
        groups={MyRole.ADDRESSED: keys_of(said.mentions, GROUP)},
        places=tuple(dict.fromkeys((*map(of_tag, said.tags), *subject.within))),
    )


def show_words_now(comment: Comment) -> None:
    """Whoever was told of a comment reads what it says now, and nothing where it is hidden or taken away; a part of
    what changes it.

    Args:
        comment: as it is stored now.
    """
    words = plain_without_names(comment.text, most=EXCERPT) if comment.is_readable else ""
    show_words(kind=COMMENTED, key=str(comment.pk), words=words)


def how_many(said: Said) -> int:
    """How many will be told of a comment that is not sent yet."""
    event = comment_event(said, key="", url="")
    found = _around(event.ref, event.places)
    return who_will_be_told(viewer=said.by, event=replace(event, recipients={**found, **event.recipients})).count


def row_of_new(said: Said, *, url: WithKey) -> Row:
    """Somebody comments: the event, written by the statement that makes the comment; `tell_soon` follows it.

    Args:
        said: the comment.
        url: where it is read.
    """
    return row_of(comment_event(said, key=WithKey("{key}"), url=url))


#: After a statement that holds such a row.
tell_soon = queue_expansion


def tell_moderators(*, actor: Actor, about: Ref, title: str, report: int) -> None:
    """Something was reported: those who moderate are told, not by whom; nobody but those who may see the thing.

    Args:
        actor: who reported.
        about: what the text is about.
        title: its name.
        report: tells the event from others.
    """
    right = {"permissions__content_type__app_label": "social_talk", "permissions__codename": "moderate"}
    groups = list(Group.objects.filter(**right).values_list("pk", flat=True))
    tell(
        actor=actor,
        event=NewEvent(
            kind=REPORTED,
            ref=about,
            key=str(report),
            title=title,
            url=reverse("talk:reports"),
            by=None,
            groups={MyRole.OWNER: groups},
            secret=True,
        ),
    )


def tell_author(*, actor: Actor, kind: str, ref: Ref, title: str, moderation: int, author: int, text: str) -> None:
    """The author of something hidden or restored is told, with the reason and where to have it tried again.

    Args:
        actor: who moderated.
        kind: HIDDEN or RESTORED.
        ref: a thing the author may see: what the text is about.
        title: its name.
        moderation: the line of the trail.
        author: whom to tell.
        text: the moderator's words.
    """
    tell(
        actor=actor,
        event=NewEvent(
            kind=kind,
            ref=ref,
            key=str(moderation),
            title=title,
            url=reverse("talk:decision", args=[moderation]),
            by=None,
            excerpt=text[:EXCERPT],
            recipients={MyRole.OWNER: [author]},
        ),
    )
