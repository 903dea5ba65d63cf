"""What people are told of proposals: which of all that has happened to one concerns this site, and whom here."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as __
from django.utils.translation import gettext_lazy as _

from samverk.identity.models import User
from samverk.notifications.events import MyRole, NewEvent
from samverk.notifications.kinds import EventKind
from shared_templates.adoption.access import takers
from shared_templates.masters.access import editors
from shared_templates.proposals.models import Comment, Proposal, Vote
from shared_templates.proposals.queries import comments_of
from shared_templates.proposals.subject import answered, ref_of, url_of

SENT, VOTED, SPOKEN, DECIDED = (f"proposals.{each}" for each in ("sent", "voted", "spoken", "decided"))
_ROLES = (MyRole.OWNER, MyRole.TOOK_PART)
KINDS = {
    SENT: EventKind(
        label=_("Förslag till mallen som väntar på svar"), sentence=_("Nytt förslag till mallen: %(title)s"),
        roles=(MyRole.ADDRESSED,), icon="comment", order=87, over=answered,
    ),
    VOTED: EventKind(
        label=_("Röster om era förslag till mallen"), sentence=_("En kommun har röstat om %(title)s"),
        roles=(MyRole.OWNER,), icon="comment", order=88,
    ),
    SPOKEN: EventKind(
        label=_("Kommentarer till förslag till mallen"), sentence=_("%(who)s kommenterade %(title)s"),
        impersonal=_("Ny kommentar till %(title)s"), roles=_ROLES, icon="comment", order=89,
    ),
    DECIDED: EventKind(
        label=_("Svar på förslag till mallen"), sentence=_("Mallen har svarat på %(title)s"),
        roles=_ROLES, icon="comment", order=90,
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Part:
    """This site's part in one proposal.

    Attributes:
        role: why people here hear of it.
        since: from when it has a part; what was said before, its people have read.
        people: keys of the users who answer for it here, and of those who have commented.
    """

    role: MyRole
    since: datetime
    people: Collection[int]


def events(proposal: Proposal, here: str) -> Iterator[NewEvent]:
    """All that has happened to a sent proposal and concerns this site, told before or not; a fixed number of queries.

    Args:
        proposal: read by `queries.proposals`.
        here: the active schema.
    """
    comments, votes = comments_of(proposal), list(proposal.votes.all())
    part = _part(proposal, here, comments, votes)
    if part is None:
        return
    if here == proposal.template:
        yield _event(proposal, SENT, "", part.people, MyRole.ADDRESSED, proposal.why)
    if here == proposal.schema_name:
        for vote in votes:
            said = ": ".join(filter(None, (vote.get_stance_display(), vote.why)))
            yield _event(
                proposal, VOTED, f":{vote.schema_name}:{vote.stance}", part.people, part.role,
                f"{vote.municipality}: {said}",
            )  # fmt: skip
    spoken = [one for one in comments if one.withdrawn_at is None and one.at >= part.since]
    writers = _people_here(spoken, here)
    for one in spoken:
        words = f"{one.writer}, {one.organisation}: {one.text}"
        yield _event(
            proposal, SPOKEN, f":{one.uuid}", part.people, part.role, words,
            by=writers.get(one.writer_uuid) if one.schema_name == here else None,
        )  # fmt: skip
    decision = getattr(proposal, "decision", None)
    if decision is not None and here != proposal.template:
        words = __("Antaget. %(why)s") if decision.accepted else __("Avslaget. %(why)s")
        yield _event(proposal, DECIDED, "", part.people, part.role, (words % {"why": decision.why}).strip())


def _part(proposal: Proposal, here: str, comments: Iterable[Comment], votes: Iterable[Vote]) -> Part | None:
    assert proposal.sent_at is not None
    if here == proposal.template:
        return Part(MyRole.TOOK_PART, proposal.sent_at, list(editors().values_list("pk", flat=True)))
    answer = list(takers().values_list("pk", flat=True))
    if here == proposal.schema_name:
        return Part(MyRole.OWNER, proposal.sent_at, answer)
    own = [one for one in comments if one.schema_name == here]
    began = [one.at for one in own] + [vote.at for vote in votes if vote.schema_name == here]
    if not began:
        return None
    return Part(MyRole.TOOK_PART, min(began), {*answer, *_people_here(own, here).values()})


def _people_here(comments: Iterable[Comment], here: str) -> dict[object, int]:
    """uuid → key of those who wrote some of these comments on this site."""
    own = {one.writer_uuid for one in comments if one.schema_name == here}
    return dict(User.objects.filter(uuid__in=own).values_list("uuid", "pk")) if own else {}


def _event(
    proposal: Proposal, kind: str, what: str, people: Collection[int], role: MyRole, words: str, by: int | None = None
) -> NewEvent:
    return NewEvent(
        kind=kind, ref=ref_of(proposal.uuid), key=f"{proposal.uuid}{what}", title=proposal.name,
        url=url_of(proposal.uuid), by=by, excerpt=words, recipients={role: list(people)},
    )  # fmt: skip
