"""Tell those one works with."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.kernel.access import Denied
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.social.posts.access import OFFICIAL, writable_places
from samverk.social.posts.attaching import Attached, keep_attached
from samverk.social.posts.models import Draft, Poll, PollOption, Post, PostKind
from samverk.social.posts.told import tell_of_post
from samverk.social.refusing import refuse_personal_number
from samverk.social.tags import tags_in
from samverk.social.talk.finding_mentions import with_marks
from samverk.social.talk.marks import Mention, without_marks
from samverk.social.text import LONGEST, is_safe_address

FEWEST_OPTIONS, MOST_OPTIONS = 2, 10


@dataclass(frozen=True, slots=True)
class NewPoll:
    """What one can answer.

    Attributes:
        options: the answers, in order.
        several: may one choose more than one.
        shows_names: who chose what is shown.
        last_day: the last day to vote, or None.
    """

    options: tuple[str, ...]
    several: bool = False
    shows_names: bool = False
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class NewPost:
    """What somebody wrote.

    Attributes:
        form: of the form it was written in.
        place: key of the place.
        text: as typed.
        kind: an ordinary post or a question; with a poll it is a poll.
        link: an address, or empty.
        link_title: what is found there.
        poll: or None.
        attached: pictures and files.
        chosen: whom the author chose in the picker.
        is_official: marked as the organisation's own word.
    """

    form: UUID
    place: str
    text: str
    kind: str = PostKind.POST
    link: str = ""
    link_title: str = ""
    poll: NewPoll | None = None
    attached: tuple[Attached, ...] = field(default=())
    chosen: tuple[Mention, ...] = ()
    is_official: bool = False


def publish_post(*, actor: Actor, author: User, new: NewPost, now: datetime) -> Post:
    """The post stands in the feed at once. The same form sent again gives the post it gave the first time.

    Args:
        actor: who acts.
        author: the same person.
        new: what was written.
        now: the moment.

    Raises:
        Denied: where the author does not belong, or may not write, or may not call something official.
        ValidationError: for what cannot be published, in words for a person.
    """
    already = Post.objects.filter(form=new.form).first()
    if already is not None:
        return _the_same(already, author)
    if all(place.key != new.place for place in writable_places(author, timezone.localdate(now))):
        raise Denied(_("Du kan bara skriva där du själv hör hemma."))
    if new.is_official and not author.has_perm(OFFICIAL):
        raise Denied(_("Det är redaktörerna som märker inlägg som officiell information."))
    _check(new)
    post = Post(
        form=new.form,
        author=author,
        place=new.place,
        kind=PostKind.POLL if new.poll else new.kind,
        text=with_marks(viewer=author, text=new.text.strip(), chosen=new.chosen),
        tags=tags_in(new.text),
        link=new.link,
        link_title=without_marks(new.link_title.strip()),
        created_at=now,
        is_official=new.is_official,
    )
    try:
        with transaction.atomic():
            post.save(force_insert=True)
            if new.poll:
                _open_poll(post, new.poll)
            if new.attached:
                keep_attached(post, new.attached)
            Draft.objects.filter(user=author).delete()
            record_audit(
                actor=actor,
                verb="social.publish_post",
                target=post,
                right=OFFICIAL if new.is_official else "own",
                details={"place": new.place, "kind": post.kind},
            )
            tell_of_post(post=post, author=author)
    except IntegrityError:
        # The same form at the same moment: the other one came first.
        other = Post.objects.filter(form=new.form).first()
        if other is None:
            raise
        return _the_same(other, author)
    return post


def _the_same(post: Post, author: User) -> Post:
    if post.author_id != author.pk:
        raise ValidationError(_("Det här formuläret är redan använt. Ladda om sidan och försök igen."))
    return post


def _check(new: NewPost) -> None:
    if not new.text.strip():
        raise ValidationError({"text": _("Skriv något i inlägget.")})
    if len(new.text) > LONGEST:
        raise ValidationError({"text": _("Texten är för lång. Korta den, eller bifoga den som en fil.")})
    if new.link and not is_safe_address(new.link):
        raise ValidationError({"link": _("Skriv hela adressen, till exempel https://exempel.se.")})
    if new.poll and not FEWEST_OPTIONS <= len(new.poll.options) <= MOST_OPTIONS:
        raise ValidationError({"options": _("Skriv minst två och högst tio svar, ett på varje rad.")})
    if new.poll and len(set(new.poll.options)) < len(new.poll.options):
        raise ValidationError({"options": _("Två svar är likadana.")})
    refuse_personal_number(new.text, field="text")
    refuse_personal_number(new.link_title, field="link_title")
    refuse_personal_number(*(new.poll.options if new.poll else ()), field="options")
    refuse_personal_number(*(each.alt_text for each in new.attached), *(each.name for each in new.attached))


def _open_poll(post: Post, new: NewPoll) -> None:
    poll = Poll.objects.create(
        post=post,
        several=new.several,
        shows_names=new.shows_names,
        # Through the whole of that day, by the clock in Sweden.
        closes_at=timezone.make_aware(datetime.combine(new.last_day + timedelta(days=1), time.min))
        if new.last_day
        else None,
    )
    PollOption.objects.bulk_create(
        PollOption(poll=poll, text=text, order=number) for number, text in enumerate(new.options)
    )
