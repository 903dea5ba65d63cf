"""Accounts, placements and directory entries of the demo; who is there already is left alone."""

from collections.abc import Iterable
from datetime import date
from uuid import NAMESPACE_URL, uuid5

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import forget_all_memberships, person_key
from samverk.identity.groups import EDITORS
from samverk.identity.models import User, local_issuer
from samverk.people.models import Placement, Unit
from samverk.project.demo.municipalities import Municipality
from samverk.project.demo.people import PASSWORD, Person, people_of
from tenants.queries import active_schema

FROM = date(2020, 1, 1)
#: Whom those act for who do not belong to the municipality.
OUTSIDE = {"guest": "Regionen", "supplier": "Leverantören"}


def subject_of(schema_name: str, username: str) -> str:
    """The same at every build, so that a person is the same person on two sites."""
    return f"demo:{schema_name}:{username}"


def make_people(people: Iterable[Person], *, place: str, code: str = "", name: str = "") -> dict[str, User]:
    """Create local accounts in the active site; returns the new ones by user name.

    Args:
        people: whom.
        place: added to the title to tell them apart: "Projektledare Skara (demo)".
        code: SCB code of the municipality they act for.
        name: its name.
    """
    # One hash for all on the site: the password is public anyway, and a hash costs as much as a page.
    password = make_password(PASSWORD)
    home = active_schema()
    return _create(people, home=home, place=place, code=code, name=name, prefix="", password=password)


def make_visitors(municipality: Municipality, scale: str, *, template: bool) -> dict[str, User]:
    """Create rows in the active cooperation or template site for a municipality's people; they have no password.

    Args:
        municipality: their home.
        scale: small, full or load.
        template: those who edit the model municipality instead of those who cooperate.
    """
    at_home = people_of(municipality.slug, scale, wave=municipality.wave)
    chosen = [
        Person(p.username, p.role, p.capacity, groups=(EDITORS,) if template else ())
        for p in at_home
        if (p.edits_template if template else p.cooperates)
    ]
    return _create(
        chosen,
        home=municipality.slug,
        place=municipality.name,
        code=municipality.scb_code,
        name=municipality.name,
        prefix=f"{municipality.slug}-",
        password=make_password(None),
    )


def _create(
    people: Iterable[Person], *, home: str, place: str, code: str, name: str, prefix: str, password: str
) -> dict[str, User]:
    here, issuer = active_schema(), local_issuer(home)
    there = set(User.objects.filter(issuer=issuer).values_list("subject", flat=True))
    new = [p for p in people if subject_of(home, p.username) not in there]
    made = User.objects.bulk_create(
        User(
            uuid=uuid5(NAMESPACE_URL, f"samverk-demo:{here}:{home}:{p.username}"),
            issuer=issuer,
            subject=subject_of(home, p.username),
            username=f"{prefix}{p.username}",
            display_name=f"{p.role} {place} (demo)",
            title=p.role,
            email=f"{p.username}.{home}@demo.invalid",
            capacity=p.capacity,
            acting_for_code="" if p.capacity in OUTSIDE else code,
            acting_for_name=OUTSIDE.get(p.capacity, name),
            password=password,
        )
        for p in new
    )
    users = {person.username: user for person, user in zip(new, made, strict=True)}
    groups = {group.name: group for group in Group.objects.all()}
    through = User.groups.through
    through.objects.bulk_create(
        through(user_id=users[p.username].pk, group_id=groups[group].pk) for p in new for group in p.groups
    )
    enter_all(made)
    return users


def enter_all(users: Iterable[User]) -> None:
    """Make the people known to the directory on the active site."""
    here = active_schema()
    entries = [
        DirectoryEntry(
            person_key=person_key(issuer=user.issuer, subject=user.subject),
            schema_name=here,
            user_uuid=user.uuid,
            capacity=user.capacity,
            valid_from=FROM,
        )
        for user in users
    ]
    DirectoryEntry.objects.bulk_create(entries, batch_size=2000)
    # What was asked of them meanwhile on another site is kept for a minute: their first one after the demo is built.
    forget_all_memberships(entry.person_key for entry in entries)


def place_people(people: Iterable[Person], users: dict[str, User], units: dict[str, Unit]) -> None:
    """Give the new people with a unit their places in it."""
    Placement.objects.bulk_create(
        Placement(
            user=users[p.username],
            unit=units[unit],
            title=title,
            is_head=p.is_head and unit == p.unit,
            valid_from=FROM,
        )
        for p in people
        if p.username in users
        for unit, title in ((p.unit, p.role), *p.also)
        if unit
    )
