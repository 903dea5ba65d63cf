"""What a directory or a list says of one person, before anything is written."""

from dataclasses import dataclass, fields

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models

from samverk.identity.models import Capacity
from samverk.identity.scim.models import PersonEmail, ProvisionedPerson
from samverk.identity.scim.personal_number import has_personal_number
from samverk.kernel.visible import has_unseen

#: Entra's word for somebody invited from outside; such a person never becomes an employee here.
GUEST = "guest"


class BadFact(Exception):
    """A value that cannot be taken in.

    Attributes:
        field: name of the field in code.
        why: too_long, personal_number, email, required, control or manager.
    """

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field
        self.why = why


@dataclass(frozen=True, slots=True)
class Email:
    """One address."""

    value: str
    type: str = ""
    primary: bool | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything of a person that the directory decides; empty text means that it says nothing."""

    user_name: str
    external_id: str = ""
    given_name: str = ""
    family_name: str = ""
    display_name: str = ""
    title: str = ""
    user_type: str = ""
    department: str = ""
    manager: str = ""
    emails: tuple[Email, ...] = ()
    active: bool | None = True

    @property
    def shown_name(self) -> str:
        """The name people see: as given, else put together, else the name used to sign in."""
        return self.display_name or f"{self.given_name} {self.family_name}".strip() or self.user_name[:200]

    @property
    def main_email(self) -> str:
        """The primary address, else the one at work, else the first."""
        ranked = sorted(self.emails, key=lambda email: (not email.primary, email.type != "work"))
        return ranked[0].value if ranked else ""

    def capacity(self, ordinary: str) -> str:
        """In what capacity: as the token or list says, but a guest stays a guest (PF-07)."""
        return Capacity.GUEST if self.user_type.strip().casefold() == GUEST else ordinary


TEXTS = (
    "external_id",
    "user_name",
    "given_name",
    "family_name",
    "display_name",
    "title",
    "user_type",
    "department",
    "manager",
)
assert {*TEXTS, "emails", "active"} == {field.name for field in fields(PersonFacts)}


def check_facts(facts: PersonFacts) -> None:
    """Refuse what must not be stored.

    Raises:
        BadFact: too long, a personnummer (LAW-24), signs that do not show, an address that is none, or no user name.
    """
    if not facts.user_name.strip():
        raise BadFact("user_name", "required")
    # The id first: where there is no user name, a list makes it from the id.
    for name in TEXTS:
        check_text(name, getattr(facts, name), longest(ProvisionedPerson, name))
    for email in facts.emails:
        check_text("emails", email.value, longest(PersonEmail, "value"))
        check_text("emails", email.type, longest(PersonEmail, "type"))
        if email.value:
            try:
                validate_email(email.value)
            except ValidationError as error:
                raise BadFact("emails", "email") from error


def longest(model: type[models.Model], name: str) -> int:
    """How long a text the column takes."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.CharField)
    return field.max_length or 0


def check_text(field: str, text: str, limit: int) -> None:
    """One text against the rules of all.

    Raises:
        BadFact: see `check_facts`.
    """
    if len(text) > limit:
        raise BadFact(field, "too_long")
    if has_unseen(text):
        raise BadFact(field, "control")
    if has_personal_number(text):
        raise BadFact(field, "personal_number")


def facts_of(person: ProvisionedPerson) -> PersonFacts:
    """What is stored; `emails` should be prefetched where there are many persons."""
    return PersonFacts(
        **{name: getattr(person, name) for name in TEXTS},
        emails=tuple(Email(email.value, email.type, email.primary) for email in person.emails.all()),
        active=person.active,
    )
