"""Accounts, placements and directory entries of the demo."""

from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User, local_issuer
from samverk.people.models import Placement, Unit
from samverk.project.demo.municipalities import Municipality
from samverk.project.demo.people import PASSWORD, Person, people_of
from tenants.queries import active_schema

FROM = date(2020, 1, 1)


def subject_of(schema_name: str, username: str) -> str:
    """The same at every build, so that a person is the same person on two sites."""
    return f"demo:{schema_name}:{username}"


def make_people(people: tuple[Person, ...], *, place: str, code: str = "", name: str = "") -> dict[str, User]:
    """Create local accounts in the active site; one hash for all, since the password is public anyway.

    Args:
        people: whom.
        place: added to the title to tell them apart: "Projektledare Skara (demo)".
        code: SCB code of the municipality they act for.
        name: its name.
    """
    here = active_schema()
    password = make_password(PASSWORD)
    User.objects.bulk_create(
        User(
            issuer=local_issuer(here),
            subject=subject_of(here, p.username),
            username=p.username,
            display_name=f"{p.role} {place} (demo)",
            title=p.role,
            email=f"{p.username}.{here}@demo.invalid",
            capacity=p.capacity,
            acting_for_code=code,
            acting_for_name=name,
            password=password,
        )
        for p in people
    )
    users = {user.username: user for user in User.objects.filter(issuer=local_issuer(here))}
    _join_groups(people, users)
    enter_all(users.values())
    return users


def make_visitors(municipality: Municipality, scale: str, *, template: bool) -> int:
    """Create rows in the active cooperation or template site for a municipality's people; they have no password."""
    chosen = tuple(p for p in people_of(municipality.slug, scale) if (p.edits_template if template else p.cooperates))
    schema_name = municipality.slug
    rows = [
        User(
            issuer=local_issuer(schema_name),
            subject=subject_of(schema_name, p.username),
            username=f"{municipality.slug}-{p.username}",
            display_name=f"{p.role} {municipality.name} (demo)",
            title=p.role,
            email=f"{p.username}.{schema_name}@demo.invalid",
            capacity=p.capacity,
            acting_for_code=municipality.scb_code,
            acting_for_name=municipality.name,
            password=make_password(None),
        )
        for p in chosen
    ]
    User.objects.bulk_create(rows)
    users = {u.username: u for u in User.objects.filter(issuer=local_issuer(schema_name))}
    if template:
        _join_groups(
            tuple(Person(f"{municipality.slug}-{p.username}", p.role, groups=("Editors",)) for p in chosen), users
        )
    enter_all(users.values())
    return len(rows)


def _join_groups(people: tuple[Person, ...], users: dict[str, User]) -> None:
    groups = {group.name: group for group in Group.objects.all()}
    through = User.groups.through
    through.objects.bulk_create(
        through(user_id=users[p.username].pk, group_id=groups[name].pk) for p in people for name in p.groups
    )


def enter_all(users: "object") -> None:
    """Make the people known to the directory on the active site."""
    here = active_schema()
    DirectoryEntry.objects.bulk_create(
        DirectoryEntry(
            person_key=person_key(issuer=user.issuer, subject=user.subject),
            schema_name=here,
            user_uuid=user.uuid,
            capacity=user.capacity,
            valid_from=FROM,
        )
        for user in users  # type: ignore[attr-defined]
    )


def place_people(people: tuple[Person, ...], users: dict[str, User], units: dict[str, Unit]) -> None:
    """Give everybody with a unit a place in it."""
    Placement.objects.bulk_create(
        Placement(user=users[p.username], unit=units[p.unit], title=p.role, is_head=p.is_head, valid_from=FROM)
        for p in people
        if p.unit
    )
