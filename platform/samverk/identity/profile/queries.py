"""Reads of profiles."""

from dataclasses import dataclass
from datetime import date

from samverk.identity.directory.queries import Membership, memberships_of, person_key
from samverk.identity.models import User
from samverk.identity.profile.models import CarriedProfile
from tenants.models import Kind
from tenants.queries import active_schema

#: What is shown elsewhere too; e-mail and title only as the person says.
NAMES = ("display_name", "first_name", "last_name")


@dataclass(frozen=True, slots=True)
class Profile:
    """What leaves home, of one person in one version.

    Attributes:
        issuer, subject: who it is.
        home: short name of the home site.
        code: SCB code of the municipality; only rows that act for it are touched.
        version: grows.
        is_protected: then `shown` has the protected name and nothing else (LAW-24).
        shown: field → value.
    """

    issuer: str
    subject: str
    home: str
    code: str
    version: int
    is_protected: bool
    shown: dict[str, str]


def profile_to_carry(*, user: User, home: str, code: str) -> Profile:
    """What may leave home now."""
    mine = CarriedProfile.objects.filter(user=user).first() or CarriedProfile(user=user)
    if user.is_protected:
        shown = {"display_name": user.display_name}
    else:
        shown = {name: getattr(user, name) for name in NAMES}
        shown["title"] = user.title if mine.carries_title else ""
        shown["email"] = user.email if mine.carries_email else ""
    if user.language:
        shown["language"] = user.language
    return Profile(
        issuer=user.issuer,
        subject=user.subject,
        home=home,
        code=code,
        version=mine.version,
        is_protected=user.is_protected,
        shown=shown,
    )


def sites_elsewhere(*, user: User, day: date) -> list[Membership]:
    """Where the person is shown beside home: cooperations and the model municipality, never another municipality."""
    key = person_key(issuer=user.issuer, subject=user.subject)
    shared = {Kind.COOPERATION, Kind.TEMPLATE}
    return [m for m in memberships_of(key=key, day=day) if m.kind in shared and m.schema_name != active_schema()]


def profile_row(user: User) -> CarriedProfile:
    """The person's row here, or what it would say if there were one."""
    return CarriedProfile.objects.filter(user=user).first() or CarriedProfile(user=user)
