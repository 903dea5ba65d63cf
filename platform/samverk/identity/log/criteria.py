"""What an auditor looks for, and why."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """Lawful reasons to search the log (LAW-12)."""

    INCIDENT = "incident", _("Utreda en säkerhetshändelse")
    SUPERVISION = "supervision", _("Tillsyn eller revision")
    DATA_SUBJECT = "data_subject", _("Svara en person som frågar efter sina uppgifter")
    DISCLOSURE = "disclosure", _("Pröva en begäran om allmän handling")
    FAULT = "fault", _("Felsöka")


@dataclass(frozen=True, slots=True)
class Criteria:
    """Filters; an empty one filters nothing.

    Attributes:
        since, until: first and last day.
        person: part of a name, or the opaque id.
        verb: one verb.
        target: part of the type, the number or the text of what was acted on.
        result: done, refused or failed.
    """

    since: date | None = None
    until: date | None = None
    person: str = ""
    verb: str = ""
    target: str = ""
    result: str = ""

    def as_details(self) -> dict[str, object]:
        """For the log: only what was given."""
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in asdict(self).items()
            if value
        }

    @classmethod
    def from_details(cls, details: dict[str, str]) -> "Criteria":
        """Back from the log."""
        since, until = (date.fromisoformat(details[name]) if name in details else None for name in ("since", "until"))
        person, verb, target, result = (details.get(name, "") for name in ("person", "verb", "target", "result"))
        return cls(since=since, until=until, person=person, verb=verb, target=target, result=result)
