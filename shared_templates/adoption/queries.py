"""What applies here, and what waits."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import F, OuterRef, Q, QuerySet, Subquery

from shared_templates.adoption.attempts import answers_for
from shared_templates.adoption.models import Adopted, Answer, Application, PutOff
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.planning import Choices, Effect, Planned, counts, plan
from shared_templates.catalogue.models import Release, ReleasedItem
from shared_templates.catalogue.queries import newest_items, release_by_uuid
from shared_templates.content.places import NODE, beneath, parent_of

# Counted by the database: the start page asks it.
_WAITING = """
WITH newest AS (
    SELECT DISTINCT ON (i.schema_name, i.key) i.key, i.version, i.release_id
    FROM catalogue_releaseditem i JOIN catalogue_release r ON r.id = i.release_id
    WHERE r.withdrawn_at IS NULL
    ORDER BY i.schema_name, i.key, i.version DESC
)
SELECT n.release_id, count(*), count(*) FILTER (WHERE p.id IS NOT NULL AND (p.until IS NULL OR p.until > %s))
FROM newest n LEFT JOIN adoption_adopted a ON a.key = n.key
LEFT JOIN adoption_putoff p ON p.key = n.key AND p.version = n.version
WHERE coalesce(a.version, 0) < n.version GROUP BY n.release_id
"""


def adopted(kind: str = "", text: str = "", *, unanswered: bool = False) -> QuerySet[Adopted]:
    """What applies here, by code, without the texts; only routines nobody has answered, where that is asked for."""
    found = unknown_routines() if unanswered else Adopted.objects.defer("content", "base")
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(title__icontains=text) | found.filter(code__iexact=text)
    return found


def adopted_by_code(code: str) -> Adopted | None:
    """One item as it applies here."""
    return Adopted.objects.filter(code=code).first()


def places_around(item: Adopted) -> tuple[Adopted | None, list[Adopted]]:
    """The place above a place of the intranet, and those beneath it; one query, none for what is no place (TP-12)."""
    if item.kind != NODE:
        return None, []
    places = {each.code: each for each in Adopted.objects.filter(kind=NODE)}
    heads = {code: each.said().head for code, each in places.items()}
    return places.get(parent_of(heads[item.code])), [places[code] for code in beneath(item.code, heads)]


def taken_at(item: Adopted) -> datetime | None:
    """When the version that applies here was taken; None where no release is known to have brought it."""
    done = Application.objects.filter(state=ApplicationState.DONE, wanted__contains=[str(item.key)])
    return done.values_list("done_at", flat=True).first()


@dataclass(frozen=True, slots=True)
class Newer:
    """A version of an item that is newer than the one that applies here, and what was said of it.

    Attributes:
        item: as released, with its release, without its text.
        put_off: until when it waits, or why it is not taken; None where nobody has said anything.
    """

    item: ReleasedItem
    put_off: PutOff | None

    @property
    def key(self) -> str:
        """The item's, as its part of the release's page is named."""
        return str(self.item.key)


def newer_than(item: Adopted) -> Newer | None:
    """The newest version of an item, where it is newer than ours; one query, one more where there is any (TP-14)."""
    newest = next(iter(newest_items([item.key])), None)
    if newest is None or newest.version <= item.version:
        return None
    return Newer(newest, PutOff.objects.filter(key=newest.key, version=newest.version).first())


def unknown_routines() -> QuerySet[Adopted]:
    """Routines nobody here has answered yet (TP-10)."""
    return Adopted.objects.filter(answer=Answer.UNKNOWN).defer("content", "base")


@dataclass(frozen=True, slots=True)
class Outdated:
    """Training made for an older version of what it teaches than the one that applies here (TP-07).

    Attributes:
        item: the training, without its text.
        code, version: of what it teaches, as it is here.
    """

    item: Adopted
    code: str
    version: int


def outdated(keys: Collection[UUID] | None = None) -> list[Outdated]:
    """What is out of date here, by code; one query.

    Args:
        keys: of training, or of what is taught; None for all.
    """
    taught = Adopted.objects.filter(key=OuterRef("made_for"))
    found = Adopted.objects.exclude(made_for=None).defer("content", "base")
    if keys is not None:
        found = found.filter(Q(key__in=list(keys)) | Q(made_for__in=list(keys)))
    rows = found.annotate(
        taught_code=Subquery(taught.values("code")[:1]), taught_version=Subquery(taught.values("version")[:1])
    ).filter(taught_version__gt=F("made_for_version"))
    return [Outdated(row, row.taught_code, row.taught_version) for row in rows]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A release with something that is not taken here.

    Attributes:
        release: which.
        count: how many of its items are newer than ours.
        put_off: how many of those it was said of that they wait or are not taken.
    """

    release: Release
    count: int
    put_off: int

    @property
    def undecided(self) -> int:
        """How many of them somebody still has to say something about."""
        return self.count - self.put_off


def waiting_releases(day: date) -> list[Waiting]:
    """Releases with something newer than what is here, newest first; two queries, however many there are."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [day])
        numbers = {release: (count, put_off) for release, count, put_off in cursor.fetchall()}
    return [Waiting(release, *numbers[release.pk]) for release in Release.objects.filter(pk__in=list(numbers))]


@dataclass(frozen=True, slots=True)
class Preview:
    """What a release would do here.

    Attributes:
        release: which.
        planned: its items, those that do nothing left out, by code.
        counts: how many of each effect.
    """

    release: Release
    planned: list[Planned] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)


def preview(uuid: UUID, choices: Choices | None = None) -> Preview | None:
    """What a release would do here, nothing written; four queries."""
    release = release_by_uuid(uuid)
    if release is None:
        return None
    planned = plan(release.items.all(), choices)
    return Preview(release, [one for one in planned if one.effect != Effect.SAME], counts(planned))


def applications() -> QuerySet[Application]:
    """What was taken or asked for, newest first."""
    return _attempts().defer("before", "choices")


def application_by_uuid(uuid: UUID) -> Application | None:
    """One of them, whole."""
    return _attempts().filter(uuid=uuid).first()


def _attempts() -> QuerySet[Application]:
    return Application.objects.exclude(state__in=[ApplicationState.LEFT, ApplicationState.ANSWERS])


def kept_answers(release: UUID) -> Application | None:
    """What somebody has chosen about a release and not taken yet."""
    return Application.objects.filter(uuid=answers_for(release)).first()
