"""What is proposed, how far it has come, and what the municipalities say of it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When

from samverk.kernel.swedish_order import swedish_order
from shared_templates.catalogue.models import ReleasedItem
from shared_templates.catalogue.queries import released
from shared_templates.content.values import Content, content, from_json
from shared_templates.proposals.models import Comment, Proposal, State, Vote

#: Still to be answered, or still to be sent.
OPEN = (State.DRAFT, State.SENT)
#: Nobody is asked any more.
OVER = (State.ACCEPTED, State.DECLINED, State.WITHDRAWN, State.RELEASED)


def proposals(states: Collection[State] = tuple(State)) -> QuerySet[Proposal]:
    """All that this site may read, newest first, drafts at the top; each knowing its `state` and decision.

    Args:
        states: only those that have come so far.
    """
    came = ReleasedItem.objects.filter(
        schema_name=OuterRef("template"), key=OuterRef("key"), version=OuterRef("decision__in_version")
    )
    how_far = Case(
        When(sent_at=None, then=Value(State.DRAFT.value)),
        When(decision__accepted=False, then=Value(State.DECLINED.value)),
        When(Exists(came), then=Value(State.RELEASED.value)),
        When(decision__accepted=True, then=Value(State.ACCEPTED.value)),
        When(withdrawn_at__isnull=False, then=Value(State.WITHDRAWN.value)),
        default=Value(State.SENT.value),
    )
    found = Proposal.objects.annotate(how_far=how_far).filter(how_far__in=list(states)).select_related("decision")
    return found.order_by(F("sent_at").desc(nulls_first=True), "-pk")


def proposal_by_uuid(uuid: UUID) -> Proposal | None:
    """The proposal with this number, if this site may read it."""
    return proposals().filter(uuid=uuid).first()


def state_of(proposal: Proposal) -> State:
    """How far it has come; one query for a proposal that was not read by `proposals`."""
    return getattr(proposal, "state", None) or proposals().get(pk=proposal.pk).state


def draft_of(schema_name: str, key: UUID) -> Proposal | None:
    """What a municipality has begun to write about an item and not sent."""
    return Proposal.objects.filter(schema_name=schema_name, key=key, sent_at=None).first()


def open_proposal_of(schema_name: str, key: UUID) -> Proposal | None:
    """What a municipality has sent about an item and nobody has answered."""
    return proposals([State.SENT]).filter(schema_name=schema_name, key=key).first()


def began_from(proposal: Proposal) -> Content:
    """What the model said in the version the proposed text began from; nothing where that release is gone."""
    found = released(proposal.key, proposal.version)
    return from_json(found.content) if found else content({})


def concerned(uuid: UUID) -> set[str]:
    """Schemas of the sites with a part in a sent proposal: its two sides, and all that have voted or commented."""
    row = Proposal.objects.filter(uuid=uuid).exclude(sent_at=None).first()
    if row is None:
        return set()
    spoken = row.comments.order_by().values_list("schema_name", flat=True)
    return {row.schema_name, row.template, *row.votes.values_list("schema_name", flat=True), *spoken}


def moved_since(moment: datetime) -> list[UUID]:
    """Numbers of the proposals that something has happened to since then; one query."""
    news = (
        Q(sent_at__gte=moment)
        | Q(decision__at__gte=moment)
        | Q(Exists(Vote.objects.filter(proposal=OuterRef("pk"), at__gte=moment)))
        | Q(Exists(Comment.objects.filter(proposal=OuterRef("pk"), at__gte=moment)))
    )
    return list(Proposal.objects.filter(news).exclude(sent_at=None).order_by("pk").values_list("uuid", flat=True))


def comments_of(proposal: Proposal) -> list[Comment]:
    """What is said of it, oldest first."""
    return list(proposal.comments.all())


def comment_by_uuid(proposal: Proposal, uuid: UUID) -> Comment | None:
    """One of them."""
    return proposal.comments.filter(uuid=uuid).first()


def vote_of(proposal: Proposal, schema_name: str) -> Vote | None:
    """One municipality's vote."""
    return proposal.votes.filter(schema_name=schema_name).first()


@dataclass(frozen=True, slots=True)
class Voice:
    """One municipality and a proposal.

    Attributes:
        name: of the municipality.
        is_affected: has it adapted or replaced the item itself.
        vote: what it says; None while it has said nothing.
    """

    name: str
    is_affected: bool
    vote: Vote | None


@dataclass(slots=True)
class Tally:
    """What the municipalities say of one proposal; the proposer is not counted.

    Attributes:
        voices: those that are affected first, then those that voted all the same, each by name.
    """

    voices: list[Voice] = field(default_factory=list)

    def count(self, stance: str, *, affected: bool = False) -> int:
        """How many say so, of all or of those affected."""
        return sum(bool(one.vote) and one.vote.stance == stance for one in self._among(affected))  # type: ignore[union-attr]

    def silent(self) -> int:
        """How many of those affected have said nothing."""
        return sum(one.vote is None for one in self._among(affected=True))

    @property
    def votes(self) -> int:
        """How many have voted."""
        return sum(one.vote is not None for one in self.voices)

    @property
    def affected(self) -> int:
        """How many are affected."""
        return len(list(self._among(affected=True)))

    def _among(self, affected: bool) -> Iterable[Voice]:
        return (one for one in self.voices if one.is_affected or not affected)


def tallies(chosen: Collection[Proposal]) -> dict[int, Tally]:
    """Of each proposal (by `pk`): what the municipalities say; two queries, however many there are."""
    voted: dict[int, dict[str, Vote]] = {one.pk: {} for one in chosen}
    for vote in Vote.objects.filter(proposal__in=list(voted)):
        voted[vote.proposal_id][vote.schema_name] = vote
    # What is decided no longer concerns those who differ today, who may be others than then.
    changed = _changed({one.key for one in chosen if getattr(one, "decision", None) is None})
    found: dict[int, Tally] = {}
    for one in chosen:
        is_decided = getattr(one, "decision", None) is not None
        votes, affected = voted[one.pk], {} if is_decided else _asked(changed.get(one.key, {}), voted[one.pk])
        names = affected | {schema_name: vote.municipality for schema_name, vote in votes.items()}
        names.pop(one.schema_name, None)
        voices = [Voice(name, each in affected, votes.get(each)) for each, name in names.items()]
        found[one.pk] = Tally(sorted(voices, key=lambda each: (not each.is_affected, swedish_order(each.name))))
    return found


def tally_of(proposal: Proposal) -> Tally:
    """What the municipalities say of one proposal."""
    return tallies([proposal])[proposal.pk]


def _asked(changed: Mapping[str, tuple[str, bool]], votes: Collection[str]) -> dict[str, str]:
    """Those of them whose word counts or can still come: a paused site is not waited for."""
    return {each: name for each, (name, is_open) in changed.items() if is_open or each in votes}


def _changed(keys: Collection[UUID]) -> dict[UUID, dict[str, tuple[str, bool]]]:
    """Of each item: who has adapted or replaced it, by schema, with its name and whether its site is open."""
    found: dict[UUID, dict[str, tuple[str, bool]]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT s.key, t.schema_name, t.name, t.state = 'active' FROM catalogue_standing s"
            " JOIN tenants_tenant t ON t.schema_name = s.schema_name AND t.kind = 'municipality'"
            " WHERE s.likeness IN ('adapted', 'replaced') AND s.key = ANY(%s::uuid[])",
            [[str(key) for key in keys]],
        )
        for key, schema_name, name, is_open in cursor.fetchall():
            found.setdefault(key, {})[schema_name] = (name, is_open)
    return found
