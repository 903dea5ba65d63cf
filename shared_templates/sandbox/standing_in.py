"""Whom a tester is in the sandbox: never a colleague, always somebody made up, and it is told who that really is.

Behind each stands one tester of the model. What they may do there follows from the part they chose; that they may be
there at all follows from their right at the model, which is asked at every request.
"""

from uuid import UUID

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from samverk.identity.models import User
from shared_templates.content.kinds import Words
from shared_templates.groups import TEMPLATE_KEEPERS

#: The issuer of these persons: no provider and no form opens them.
ISSUER = "urn:samverk:sandbox"
EMPLOYEE, KEEPER = "medarbetare", "mallansvarig"
#: Part → (what it is called, groups).
PARTS: dict[str, tuple[Words, tuple[str, ...]]] = {
    EMPLOYEE: (gettext_lazy("Medarbetare"), ()),
    KEEPER: (gettext_lazy("Mallansvarig"), (TEMPLATE_KEEPERS,)),
}


def is_standing_in(user: object) -> bool:
    """Is this one of them."""
    return isinstance(user, User) and user.issuer == ISSUER


def tester_behind(user: User) -> UUID:
    """Who it really is: the person's number at the model."""
    return UUID(user.subject.partition(":")[2])


def part_of(user: User) -> str:
    """Which of PARTS."""
    return user.subject.partition(":")[0]


def name_of(part: str, tester: str) -> str:
    """What the person is called.

    Args:
        part: one of PARTS.
        tester: name of the tester at the model.
    """
    return (_("%(part)s (%(tester)s provar)") % {"part": PARTS[part][0], "tester": tester})[:200]


def subject_of(part: str, tester: UUID) -> str:
    """What the person is known by, beside ISSUER."""
    return f"{part}:{tester}"


def make_person(part: str, *, tester: UUID, name: str) -> User:
    """The tester's person in that part, made the first time; with the sandbox active.

    Args:
        part: one of PARTS.
        tester: number of the tester at the model.
        name: theirs.
    """
    label, groups = PARTS[part]
    person, made = User.objects.get_or_create(
        issuer=ISSUER,
        subject=subject_of(part, tester),
        defaults={
            "username": f"{part}-{tester}",
            "display_name": name_of(part, name),
            "title": str(label),
            "password": "!",
        },
    )
    if made:
        person.groups.set(Group.objects.filter(name__in=groups))
    return person
