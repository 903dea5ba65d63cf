"""What the model municipality has, and what still stands before a release."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.movers.owned import Thing
from shared_templates.content.fiction import not_made_up
from shared_templates.content.lacking import lacks
from shared_templates.content.places import NODE, parent_of, why_not_there
from shared_templates.content.values import Texts
from shared_templates.content.words import told_lacks, told_reals
from shared_templates.masters.models import Master, Review, TestCase
from shared_templates.masters.models.quality import Verdict
from shared_templates.site_settings import REVIEWS, TESTED
from tenants.queries import real_hosts
from tenants.settings.queries import value


@dataclass(slots=True)
class Readiness:
    """How near one master is to a release.

    Attributes:
        master: which.
        lacking: sentences about what must be done first; none: it can be released.
        approved_by: whose reviewers have approved exactly this text.
        tested, cases: how many test cases it has, and how many passed with exactly this text.
    """

    master: Master
    lacking: list[str] = field(default_factory=list)
    approved_by: list[str] = field(default_factory=list)
    tested: int = 0
    cases: int = 0

    @property
    def is_ready(self) -> bool:
        """Nothing stands in the way."""
        return not self.lacking


@dataclass(frozen=True, slots=True)
class Lesson:
    """Training and what it teaches.

    Attributes:
        master: the training, without its text.
        taught: what it teaches, without its text.
    """

    master: Master
    taught: Master

    @property
    def is_outdated(self) -> bool:
        """What it teaches has been released anew since (TP-07)."""
        return self.taught.version > self.master.made_for_version

    def __str__(self) -> str:
        """For whom it was made and what that is now."""
        return told_outdated(self.master, self.taught.code, self.taught.version)


def told_outdated(training: Master, code: str, version: int) -> str:
    """That training was made for an older version of what has this code, in a sentence."""
    told = {"made_for": training.made_for_version, "code": code, "version": version}
    return _("Inaktuellt: gjort för version %(made_for)s av %(code)s, som nu är i version %(version)s.") % told


def lessons(keys: Collection[UUID] | None = None) -> list[Lesson]:
    """All training that teaches something, by code; of these items only, where keys are given. Two queries.

    Args:
        keys: of training, or of what is taught.
    """
    found = masters().exclude(made_for=None).defer("content")
    if keys is not None:
        found = found.filter(Q(key__in=list(keys)) | Q(made_for__in=list(keys)))
    rows = list(found)
    taught = {row.key: row for row in Master.objects.filter(key__in={row.made_for for row in rows}).defer("content")}
    return [Lesson(row, taught[row.made_for]) for row in rows if row.made_for in taught]


def masters() -> QuerySet[Master]:
    """All of them by code."""
    return Master.objects.select_related("owner")


def listed(kind: str = "") -> list[Master]:
    """All of them by code, or those of one sort, without the texts; one query."""
    found = masters().defer("content")
    return list(found.filter(kind=kind) if kind else found)


def changed() -> list[Master]:
    """Those that say something else than their release, by code, without the texts; one query."""
    return [master for master in listed() if master.is_new]


def keys_by_code(codes: Collection[str]) -> dict[str, Master]:
    """The masters with these codes, without the texts; one query, none for no codes."""
    return {row.code: row for row in masters().defer("content").filter(code__in=codes)} if codes else {}


def heads_of_places(*, hold: bool = False) -> dict[str, Texts]:
    """What each place of the intranet says of itself, by code; one query.

    Args:
        hold: nobody else writes them before the caller's transaction ends.
    """
    rows = Master.objects.filter(kind=NODE)
    return {row.code: row.said().head for row in (rows.select_for_update() if hold else rows)}


def places_above(chosen: Iterable[Master]) -> dict[UUID, UUID]:
    """Of those that are places beneath another: key → key of the place above, where there is one; one query at most."""
    parents = {master.key: parent_of(master.said().head) for master in chosen if master.kind == NODE}
    found = keys_by_code({code for code in parents.values() if code})
    return {key: found[code].key for key, code in parents.items() if code in found}


def needed_by(master: Master, above: Mapping[UUID, UUID]) -> list[UUID]:
    """Keys of what it says nothing without: what it builds on, and the place it lies beneath.

    Args:
        master: which.
        above: what `places_above` found.
    """
    return sorted({*map(UUID, master.requires), *(above[key] for key in (master.key,) if key in above)})


def codes_by_key(keys: Collection[UUID]) -> dict[UUID, str]:
    """What the masters with these keys are called; one query, none for no keys."""
    return dict(Master.objects.filter(key__in=keys).values_list("key", "code")) if keys else {}


def all_codes() -> list[str]:
    """What all masters are called: no two the same, of whatever sort; one query."""
    return list(Master.objects.values_list("code", flat=True))


def reviews_of(master: Master) -> list[Review]:
    """What the municipalities have said of it, newest first, with who said it."""
    return list(master.reviews.select_related("by"))


def case_of(master: Master, pk: int) -> TestCase | None:
    """One of its test cases."""
    return master.cases.filter(pk=pk).first()


def master_by_code(code: str) -> Master | None:
    """The one with this code."""
    return masters().filter(code=code).first()


def masters_by_key(keys: Iterable[UUID]) -> list[Master]:
    """Those with these keys, by code."""
    return list(masters().filter(key__in=list(keys)))


def cases_of(master: Master) -> list[TestCase]:
    """Its test cases, each with its results, newest first; two queries."""
    return list(master.cases.prefetch_related("results"))


def owned_by(user: User) -> list[Thing]:
    """What a person answers for, by code."""
    return [Thing(str(row.key), str(row)) for row in Master.objects.filter(owner=user).defer("content")]


def readiness(chosen: Collection[Master], *, released_with: Collection[UUID] | None = None) -> list[Readiness]:
    """What stands between each of these and a release; a fixed number of queries.

    Args:
        chosen: the masters.
        released_with: keys of what is released together with them; by default themselves.
    """
    needed, must_be_tested, hosts = value(REVIEWS), value(TESTED), real_hosts()
    together = set(released_with if released_with is not None else [master.key for master in chosen])
    known = {key: (code, version) for key, code, version in Master.objects.values_list("key", "code", "version")}
    rows = list(Master.objects.filter(pk__in=[m.pk for m in chosen]).prefetch_related("reviews", "cases__results"))
    found = {row.pk: Readiness(row) for row in rows}
    above = places_above(rows)
    places = heads_of_places() if any(row.kind == NODE for row in rows) else {}
    for one in found.values():
        _judge_text(one, hosts)
        _judge_lesson(one, known)
        _judge_reviews(one, needed)
        _judge_tests(one, must_be_tested and one.master.sort.is_tested)
        if one.master.code in places and (why := why_not_there(one.master.code, places)):
            one.lacking.append(why)
        for key in needed_by(one.master, above):
            code, version = known.get(key, (key, 0))
            if key not in together and not version:
                one.lacking.append(_("Den bygger på %(code)s, som inte är släppt.") % {"code": code})
    return [found[master.pk] for master in chosen if master.pk in found]


def _judge_text(one: Readiness, hosts: set[str]) -> None:
    said = one.master.said()
    if not one.master.is_new:
        one.lacking.append(_("Inget är nytt sedan förra släppet."))
    one.lacking += told_lacks(said, lacks(one.master.sort, said))
    one.lacking += told_reals(said, not_made_up(said, hosts))


def _judge_lesson(one: Readiness, known: Mapping[UUID, tuple[str, int]]) -> None:
    taught = one.master.made_for
    code, version = known.get(taught, ("", 0)) if taught else ("", 0)
    if version > one.master.made_for_version:
        one.lacking.append(told_outdated(one.master, code, version))


def _judge_reviews(one: Readiness, needed: int) -> None:
    current = [review for review in one.master.reviews.all() if review.content_hash == one.master.content_hash]
    one.approved_by = sorted(review.organisation for review in current if review.verdict == Verdict.APPROVED)
    against = sorted(review.organisation for review in current if review.verdict == Verdict.CHANGES)
    if against:
        one.lacking.append(_("%(who)s vill att texten ändras.") % {"who": ", ".join(against)})
    if len(one.approved_by) < needed:
        told = {"done": len(one.approved_by), "needed": needed}
        one.lacking.append(_("%(done)s av %(needed)s kommuner har godkänt texten.") % told)


def _judge_tests(one: Readiness, must: bool) -> None:
    cases = list(one.master.cases.all())
    one.cases = len(cases)
    if must and not cases:
        one.lacking.append(_("Det finns inget testfall."))
    for case in cases:
        newest = next((result for result in case.results.all() if result.content_hash == one.master.content_hash), None)
        if newest is None:
            one.lacking.append(_("Testfallet ”%(case)s” är inte provat med den här texten.") % {"case": case.title})
        elif not newest.passed:
            one.lacking.append(_("Testfallet ”%(case)s” gick inte bra.") % {"case": case.title})
        else:
            one.tested += 1
