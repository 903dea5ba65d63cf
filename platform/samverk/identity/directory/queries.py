"""Reads in the directory."""

import hashlib
import hmac
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.db.models import Q

from samverk.identity.directory.models import DirectoryEntry
from tenants.models import Kind, State, Tenant
from tenants.queries import active_schema, primary_hosts

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from samverk.identity.models import User

CACHE_SECONDS = 60
#: A person's sites in order: where they are employed, the model municipality, where several act together.
_KINDS = (Kind.MUNICIPALITY, Kind.TEMPLATE, Kind.COOPERATION)


@dataclass(frozen=True, slots=True)
class Membership:
    """One site a person belongs to."""

    schema_name: str
    slug: str
    name: str
    kind: str
    mark: str
    host: str
    colour: str


def person_key(*, issuer: str, subject: str) -> str:
    """What the directory knows a person by: an HMAC with the deployment's key, 64 hex digits."""
    text = f"{issuer}\x1f{subject}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), b"directory:" + text, hashlib.sha256).hexdigest()


def valid_on(day: date) -> Q:
    """Entries in force on a day."""
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))


def home_first(tenant: Tenant) -> tuple[int, str]:
    """Sorts the sites of a person."""
    return [*_KINDS, tenant.kind].index(tenant.kind), tenant.name


def known_here(*, keys: Collection[str], people: "QuerySet[User]", day: date) -> set[str]:
    """Those of the keys by which the directory knows one of these people on the active site; one query.

    Args:
        keys: of persons.
        people: accounts of the active site.
        day: on which the entry is in force.
    """
    entries = DirectoryEntry.objects.filter(valid_on(day), schema_name=active_schema(), person_key__in=keys)
    uuids = people.order_by().values("uuid")
    return set(entries.filter(user_uuid__in=uuids).values_list("person_key", flat=True))


def memberships_key(key: str) -> str:
    """Under which the deployment's cache keeps a person's sites."""
    return f"memberships:{key}"


def memberships_of(*, key: str, day: date, remembered: Mapping[str, Any] | None = None) -> tuple[Membership, ...]:
    """The open sites this person belongs to, home municipality first.

    Kept for a minute under a key that only the person's own sign-in yields; it decides which links are shown,
    never who may enter: `actions.accept_handoff` asks the database.

    Args:
        key: of the person.
        day: on which they belong there.
        remembered: what the cache said in this request when it was asked for `memberships_key` among others.
    """
    cache, kept_as = caches["deployment"], memberships_key(key)
    cached: tuple[Membership, ...] | None = cache.get(kept_as) if remembered is None else remembered.get(kept_as)
    if cached is not None:
        return cached
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('samverk.person', %s, true)", [key])
        schemas = list(
            DirectoryEntry.objects.filter(valid_on(day), person_key=key).values_list("schema_name", flat=True)
        )
        # The setting ends with the transaction, but this one may stand inside another: take the key back now.
        cursor.execute("SELECT set_config('samverk.person', '', true)")
    hosts = primary_hosts(schemas)
    found = tuple(
        Membership(
            schema_name=t.schema_name,
            slug=t.slug,
            name=t.official_name,
            kind=t.kind,
            mark=t.mark,
            host=hosts[t.schema_name],
            colour=t.brand_colour,
        )
        for t in sorted(Tenant.objects.filter(schema_name__in=schemas, state=State.ACTIVE), key=home_first)
    )
    cache.set(kept_as, found, CACHE_SECONDS)
    return found


def forget_memberships(key: str) -> None:
    """Drop the minute's memory after a change."""
    forget_all_memberships([key])


def forget_all_memberships(keys: Iterable[str]) -> None:
    """The same of many people, in one call."""
    caches["deployment"].delete_many([memberships_key(key) for key in keys])
