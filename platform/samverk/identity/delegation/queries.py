"""Reads about delegated administration."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from samverk.identity.delegation.code import code_digest
from samverk.identity.delegation.here.models import Delegation, in_force
from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.directory.queries import memberships_of, person_key
from samverk.identity.models import User
from samverk.identity.rights.refusal import Refusal
from tenants.models import Kind, Tenant
from tenants.queries import active_schema, open_tenants
from tenants.site_context import site


def delegations_here() -> "QuerySet[Delegation]":
    """Everybody from elsewhere who administers or has administered this site, the latest first."""
    return Delegation.objects.select_related("user")


def invitations_here(now: datetime) -> "QuerySet[Invitation]":
    """This site's invitations that still wait, for an answer or for a yes, with their answers."""
    waiting = Invitation.objects.filter(target_schema=active_schema(), settled_at=None, expires_at__gt=now)
    return waiting.select_related("answer")


def homes() -> "QuerySet[Tenant]":
    """The sites whose people can be asked: all but this one and the operator's, municipalities first."""
    return open_tenants().exclude(schema_name=active_schema()).exclude(kind=Kind.TEMPLATE).order_by("name")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One site that somebody administers from here.

    Attributes:
        host: of the site; the way there is a handoff.
    """

    name: str
    slug: str
    host: str
    reason: str
    valid_to: date
    granted_by: str


def assignments_of(*, user: User, day: date) -> list[Assignment]:
    """The sites this person administers by delegation, asked of each site the person belongs to: a few, never all.

    A narrow fact, pulled through the owner's door in the person's own right (architecture, section 1).
    """
    found = []
    key = person_key(issuer=user.issuer, subject=user.subject)
    elsewhere = {m.schema_name: m for m in memberships_of(key=key, day=day) if m.schema_name != active_schema()}
    for tenant in Tenant.objects.filter(schema_name__in=elsewhere):
        with site(tenant):
            theirs = Delegation.objects.filter(
                in_force(day), user__issuer=user.issuer, user__subject=user.subject, user__is_active=True
            )
            found += [
                Assignment(
                    name=tenant.official_name,
                    slug=tenant.slug,
                    host=elsewhere[tenant.schema_name].host,
                    reason=each.reason,
                    valid_to=each.valid_to,
                    granted_by=each.granted_by,
                )
                for each in theirs
            ]
    return sorted(found, key=lambda assignment: assignment.name)


def tenant_of_schema(schema_name: str) -> Tenant | None:
    """The site with this schema, while it is open."""
    return open_tenants().filter(schema_name=schema_name).first()


class BadCode(Refusal):
    """Unknown, for another site's people, used, withdrawn or too old: which one is not told."""


def find_invitation(*, code: str, now: datetime) -> Invitation:
    """The invitation with this code to somebody of the active site.

    Raises:
        BadCode: when there is none that can be answered.
    """
    found = Invitation.objects.filter(code_hash=code_digest(code), home_schema=active_schema()).first()
    if found is None or not found.is_open(now) or Answer.objects.filter(invitation=found).exists():
        raise BadCode(_("Koden gäller inte. Kontrollera den, eller be den som bjöd in dig om en ny."))
    return found
