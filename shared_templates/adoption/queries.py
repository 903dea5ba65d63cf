"""What applies here, and what waits."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet

from shared_templates.adoption.models import Adopted, Answer, Application, Deviation, PutOff
from shared_templates.adoption.models.application import ApplicationState
from shared_templates.adoption.models.deviation import OPEN
from shared_templates.adoption.planning import Choices, Effect, Planned, counts, plan
from shared_templates.catalogue.models import Release
from shared_templates.catalogue.queries import newest_items, release_by_uuid


def adopted(kind: str = "", text: str = "") -> QuerySet[Adopted]:
    """What applies here, by code, without the texts."""
    found = Adopted.objects.defer("content", "base")
    if kind:
        found = found.filter(kind=kind)
    if text:
        found = found.filter(title__icontains=text) | found.filter(code__iexact=text)
    return found


def adopted_by_code(code: str) -> Adopted | None:
    """One item as it applies here."""
    return Adopted.objects.filter(code=code).first()


def taken_at(item: Adopted) -> datetime | None:
    """When the version that applies here was taken; None where no release is known to have brought it."""
    done = Application.objects.filter(state=ApplicationState.DONE, wanted__contains=[str(item.key)])
    return done.values_list("done_at", flat=True).first()


def open_deviations(item: Adopted | None = None) -> QuerySet[Deviation]:
    """Those that count, of one item or of all, with whom they concern."""
    found = (
        Deviation.objects.filter(state__in=OPEN)
        .select_related("item", "owner", "approver")
        .defer("item__content", "item__base")
    )
    return found if item is None else found.filter(item=item)


def unknown_routines() -> QuerySet[Adopted]:
    """Routines nobody here has answered yet (TP-10)."""
    return Adopted.objects.filter(answer=Answer.UNKNOWN).defer("content", "base")


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


def waiting_releases(day: date) -> list[Waiting]:
    """Releases with something newer than what is here, newest first; three queries, however many there are."""
    here = dict(Adopted.objects.values_list("key", "version"))
    later = {(row.key, row.version): row for row in PutOff.objects.all()}
    found: dict[int, list[int]] = {}
    releases: dict[int, Release] = {}
    for item in newest_items():
        if here.get(item.key, 0) < item.version:
            said = later.get((item.key, item.version))
            number = found.setdefault(item.release_id, [0, 0])
            number[0] += 1
            number[1] += bool(said and (said.until is None or said.until > day))
            releases[item.release_id] = item.release
    waiting = [Waiting(releases[key], *number) for key, number in found.items()]
    return sorted(waiting, key=lambda one: one.release.released_at, reverse=True)


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
    """What was taken, newest first."""
    return Application.objects.defer("before", "choices")


def application_by_uuid(uuid: UUID) -> Application | None:
    """One of them, whole."""
    return Application.objects.filter(uuid=uuid).first()
