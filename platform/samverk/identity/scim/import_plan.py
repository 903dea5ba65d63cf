"""What a list of people would do, row by row, before anything is written (dry run)."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverk.identity.models import User, list_issuer
from samverk.identity.scim.facts import BadFact, Email, PersonFacts, check_facts, facts_of
from samverk.identity.scim.models import ProvisionedPerson
from tenants.queries import active_schema

Outcome = Literal["new", "changed", "unchanged", "error"]

#: Headings that are understood, in lower case → field. The first of each field is the one we write ourselves.
HEADINGS = {
    "identitet": "external_id",
    "användarnamn": "user_name",
    "namn": "display_name",
    "förnamn": "given_name",
    "efternamn": "family_name",
    "titel": "title",
    "e-post": "email",
    "avdelning": "department",
    "chef": "manager",
    "aktiv": "active",
    "external id": "external_id",
    "username": "user_name",
    "display name": "display_name",
    "first name": "given_name",
    "last name": "family_name",
    "title": "title",
    "email": "email",
    "epost": "email",
    "department": "department",
    "förvaltning": "department",
    "manager": "manager",
    "active": "active",
}
YES, NO = {"", "ja", "j", "1", "true", "sant", "yes", "x"}, {"nej", "n", "0", "false", "falskt", "no"}


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row.

    Attributes:
        line: its line in the file.
        name: who it is about, as far as the row tells.
        outcome: what will happen.
        message: what is wrong, in the reader's language.
        facts: what will be stored; `manager` is still the manager's identity in the directory.
    """

    line: str
    name: str
    outcome: Outcome
    message: str = ""
    facts: PersonFacts | None = None


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """All rows, and the headings nobody understood."""

    rows: tuple[PlannedRow, ...]
    ignored: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """How many rows end so."""
        return sum(row.outcome == outcome for row in self.rows)

    @property
    def does_something(self) -> bool:
        """Is there anything to confirm?"""
        return any(row.outcome in {"new", "changed"} for row in self.rows)


def plan_import(*, issuer: str, capacity: str, rows: Sequence[dict[str, str]]) -> ImportPlan:
    """Judge every row against what is stored; a fixed number of queries, nothing is written.

    A column that the file lacks leaves what is stored alone; an empty cell in a column that it has clears it.
    Somebody who is not in the file is not touched: a list never deactivates anybody by silence.
    """
    read = [{HEADINGS[heading]: value for heading, value in row.items() if heading in HEADINGS} for row in rows]
    ids = Counter(row.get("external_id", "") for row in read)
    known = _known(issuer, {*ids, *(row.get("manager", "") for row in read)})
    names = _names(issuer)
    planned = []
    for raw, row in zip(rows, read, strict=True):
        planned.append(_judged(raw["#"], row, ids, known, names, capacity, issuer))
    planned = _without_lost_managers(planned, known)
    headings = rows[0].keys() if rows else ()
    ignored = tuple(heading for heading in headings if heading not in HEADINGS and heading != "#" and heading)
    return ImportPlan(rows=tuple(planned), ignored=ignored)


def _without_lost_managers(planned: list[PlannedRow], known: dict[str, ProvisionedPerson]) -> list[PlannedRow]:
    """A row whose manager stands on a row that is left out is left out too, and so on down the line."""
    while True:
        there = {row.facts.external_id for row in planned if row.facts is not None} | set(known)
        found = [_left_out(row) if _lost(row, there, known) else row for row in planned]
        if found == planned:
            return planned
        planned = found


def _lost(row: PlannedRow, there: set[str], known: dict[str, ProvisionedPerson]) -> bool:
    if row.facts is None or not row.facts.manager or row.facts.manager in there:
        return False
    stored = known.get(row.facts.external_id)
    # Where the file has no column for it, the manager is still our own opaque id.
    return stored is None or stored.manager != row.facts.manager


def _left_out(row: PlannedRow) -> PlannedRow:
    assert row.facts is not None
    message = _("Raden för chefen %(id)s tas inte med.") % {"id": row.facts.manager[:60]}
    return PlannedRow(row.line, row.name, "error", message)


def identities(issuer: str, ids: Iterable[str]) -> dict[str, str]:
    """Identity in the directory → opaque id here."""
    found = ProvisionedPerson.objects.filter(issuer=issuer, external_id__in=set(ids) - {""})
    return {identity: str(uuid) for identity, uuid in found.values_list("external_id", "user__uuid")}


def _known(issuer: str, ids: set[str]) -> dict[str, ProvisionedPerson]:
    people = from_before(issuer, ids) | ProvisionedPerson.objects.filter(issuer=issuer, external_id__in=ids - {""})
    return {person.external_id: person for person in people.select_related("user").prefetch_related("emails")}


def from_before(issuer: str, ids: Iterable[str]) -> "QuerySet[ProvisionedPerson]":
    """People of an earlier file without a provider whom nobody at this provider is yet: they are the same persons."""
    own = list_issuer(active_schema())
    there = ProvisionedPerson.objects.filter(issuer=issuer).values("external_id")
    signed_in = User.objects.filter(issuer=issuer).values("subject")
    earlier = ProvisionedPerson.objects.filter(issuer=own, external_id__in=set(ids) - {""})
    return (
        earlier.none() if issuer == own else earlier.exclude(external_id__in=there).exclude(external_id__in=signed_in)
    )


def _names(issuer: str) -> dict[str, str]:
    """User name in lower case → identity of whoever has it."""
    pairs = ProvisionedPerson.objects.filter(issuer=issuer).values_list("user_name", "external_id")
    return {name.lower(): identity for name, identity in pairs}


def _judged(
    line: str,
    row: dict[str, str],
    ids: Counter[str],
    known: dict[str, ProvisionedPerson],
    names: dict[str, str],
    capacity: str,
    issuer: str,
) -> PlannedRow:
    identity = row.get("external_id", "")
    shown = row.get("display_name") or f"{row.get('given_name', '')} {row.get('family_name', '')}".strip()
    stored = known.get(identity) if identity else None
    try:
        facts = _facts(row, facts_of(stored) if stored else None)
        # The manager stands there by identity, which may be longer than our own opaque ids: judged on its own.
        check_facts(replace(facts, manager=""))
    except BadFact as error:
        # The name is left out too: it may be what holds the number.
        return PlannedRow(line, "" if error.why == "personal_number" else shown[:100], "error", explain(error))
    shown = facts.shown_name
    problem = _problem(identity, facts, ids, known, names)
    if problem:
        return PlannedRow(line, shown, "error", problem)
    if stored is None:
        return PlannedRow(line, shown, "new", facts=facts)
    boss = known.get(facts.manager)
    same_boss = (str(boss.user.uuid) if boss else facts.manager) == stored.manager
    unchanged = same_boss and replace(facts, manager=stored.manager) == facts_of(stored)
    unchanged = unchanged and stored.user.capacity == facts.capacity(capacity) and stored.issuer == issuer
    return PlannedRow(line, shown, "unchanged" if unchanged else "changed", facts=facts)


def _problem(
    identity: str, facts: PersonFacts, ids: Counter[str], known: dict[str, ProvisionedPerson], names: dict[str, str]
) -> str:
    if not identity:
        return _("Identiteten saknas. Skriv personens id i kommunens katalog.")
    if ids[identity] > 1:
        return _("Identiteten %(id)s står på flera rader.") % {"id": identity[:60]}
    if names.get(facts.user_name.lower(), identity) != identity:
        return _("Användarnamnet %(name)s används redan av någon annan.") % {"name": facts.user_name[:60]}
    if facts.manager and facts.manager == identity:
        return _("Personen står som sin egen chef.")
    stored = known.get(identity)
    kept = stored is not None and facts.manager == stored.manager
    if facts.manager and not kept and facts.manager not in known and facts.manager not in ids:
        return _("Chefen %(id)s finns varken här eller i filen.") % {"id": facts.manager[:60]}
    return ""


def _facts(row: dict[str, str], stored: PersonFacts | None) -> PersonFacts:
    """The row over what is stored.

    Raises:
        BadFact: when "aktiv" is neither yes nor no.
    """
    texts = {field: value for field, value in row.items() if field not in {"email", "active"}}
    if "active" in row and row["active"].casefold() not in YES | NO:
        raise BadFact("active", "yes_or_no")
    facts = stored or PersonFacts(user_name="")
    facts = replace(facts, **texts)  # type: ignore[arg-type]
    if "email" in row:
        facts = replace(facts, emails=(Email(row["email"], "work", primary=True),) if row["email"] else ())
    if row.get("active"):
        facts = replace(facts, active=row["active"].casefold() in YES)
    if not facts.user_name:
        facts = replace(facts, user_name=facts.main_email or facts.external_id or "?")
    return facts


def explain(error: BadFact) -> str:
    """What is wrong with a value, for the one who has to correct it; the value itself is never repeated."""
    names = {
        "external_id": _("identitet"),
        "user_name": _("användarnamn"),
        "display_name": _("namn"),
        "given_name": _("förnamn"),
        "family_name": _("efternamn"),
        "title": _("titel"),
        "emails": _("e-post"),
        "department": _("avdelning"),
        "manager": _("chef"),
        "active": _("aktiv"),
        "user_type": _("personaltyp"),
    }
    texts = {
        "personal_number": _("Fältet %(field)s innehåller ett personnummer. Det får inte finnas här."),
        "too_long": _("Fältet %(field)s är för långt."),
        "email": _("Fältet %(field)s är inte en e-postadress."),
        "required": _("Fältet %(field)s saknas."),
        "control": _("Fältet %(field)s innehåller tecken som inte går att visa."),
        "yes_or_no": _("Fältet %(field)s ska vara ja eller nej."),
    }
    return texts[error.why] % {"field": names[error.field]}
