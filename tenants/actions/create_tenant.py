"""Make a new site from the cached artifact, in one transaction: it is there whole, or not at all."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.registries import site_furnishers
from samverk.kernel.standard_rights import give_standard_rights
from samverk.ui.colour import nearest_passing
from tenants.artifact import ensure_artifact, execute_for
from tenants.connection import connection
from tenants.life.queries import taken_host, unfinished_operation
from tenants.migrating.lock import no_migration
from tenants.models import Domain, Kind, Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site

SLUG = re.compile(r"^[a-z][a-z0-9-]{1,38}[a-z0-9]$")
#: PostgreSQL keeps names that begin with pg_ for itself.
RESERVED_PREFIX = "pg-"
#: Names of schemas that are PostgreSQL's or ours, or that stand first in the search path of the role of that name;
#: and names of hosts that mean something else than a municipality.
RESERVED = frozenset(
    {"public", "information-schema", "postgres", "template0", "template1", "samverk", "samverk-blank", "samverk-db"}
    | {"drift", "localhost", "www", "mail", "smtp", "imap", "ftp", "dns", "ns1", "ns2", "autodiscover", "wpad"}
    | {"admin", "root", "static", "media", "redis", "valkey"}
    # Pages that stand beside the sites' own on the operator's site.
    | {"migreringar", "ny-webbplats", "skapas", "stod", "tjanster"}
)


class TenantExists(Exception):
    """The short name, the SCB code or a host name is already in use."""


class CouldNotCreate(Exception):
    """The database refused (disk full, connection lost …); nothing was left behind."""


@dataclass(frozen=True, slots=True)
class NewTenant:
    """What one must know of a site to make it.

    Attributes:
        slug: short name, `a-z0-9-`, at least three characters; becomes the schema's name.
        name: "Skara".
        kind: one of `Kind`, not operator.
        official_name: "Skara kommun"; `name` when empty.
        scb_code: four digits; required for a municipality.
        hosts: host names, the first is the primary.
        brand_colour: `#rrggbb`; moved to the nearest colour with contrast 4.5:1 against white.
        mark: two or three letters shown where there is no logo.
        languages: codes, the first is the default.
        sandbox_of: short name of the template, for a sandbox only.
    """

    slug: str
    name: str
    kind: str
    hosts: tuple[str, ...]
    official_name: str = ""
    scb_code: str | None = None
    brand_colour: str = "#1d5c4d"
    mark: str = ""
    languages: tuple[str, ...] = ("sv",)
    other_names: tuple[str, ...] = ()
    is_demo: bool = False
    sandbox_of: str = ""


def create_tenant(*, actor: Actor, new: NewTenant, on_progress: Callable[[str], None] = lambda text: None) -> Tenant:
    """Create the site, its schema and its domains; seconds: at most one.

    Runs in one transaction of its own, so kill -9 or a full disk in the middle leaves nothing.

    Raises:
        ValidationError: when a value is not acceptable; messages are for a person.
        TenantExists: when a name is taken.
        CouldNotCreate: when the database refused.
        RuntimeError: when called inside a transaction (law 8).
    """
    _validate(new)
    connection.set_schema_to_public()
    ensure_artifact(on_progress=on_progress)
    try:
        with no_migration(), transaction.atomic(durable=True):
            # Asked for again: a migration may just have put a newer one in its place.
            artifact = ensure_artifact()
            tenant = _write_rows(new)
            execute_for(artifact, tenant.schema_name)
            with site(tenant):
                for furnish in site_furnishers.values():
                    furnish(tenant=tenant)
                give_standard_rights()
                record_audit(actor=actor, verb="tenants.create_tenant", label=tenant.official_name)
            record_audit(actor=actor, verb="tenants.create_tenant", target=tenant)
    except DatabaseError as error:
        raise CouldNotCreate(
            _("Webbplatsen %(slug)s kunde inte skapas: %(why)s Ingenting blev kvar.")
            % {"slug": new.slug, "why": str(error).strip().splitlines()[0]}
        ) from error
    finally:
        connection.set_schema_to_public()
    return tenant


def _validate_words(new: NewTenant) -> None:
    if new.slug in RESERVED or new.slug.startswith(RESERVED_PREFIX):
        raise ValidationError(
            _("Kortnamnet %(slug)s är reserverat. Välj ett annat, till exempel kommunens namn.") % {"slug": new.slug}
        )
    if not SLUG.match(new.slug):
        raise ValidationError(
            _("Kortnamnet %(slug)s går inte att använda. Skriv 3–40 tecken: a–z, siffror och bindestreck.")
            % {"slug": new.slug}
        )
    if not new.name.strip():
        raise ValidationError({"name": _("Skriv webbplatsens namn, till exempel Skara.")})
    if not re.fullmatch(r"#[0-9a-fA-F]{6}", new.brand_colour):
        raise ValidationError({"brand_colour": _("Skriv färgen som # och sex tecken, till exempel #1d5c4d.")})


def _validate(new: NewTenant) -> None:
    _validate_words(new)
    if new.kind not in Kind.values or new.kind == Kind.OPERATOR:
        raise ValidationError(
            _("Sorten %(kind)s finns inte. Välj template, municipality eller cooperation.") % {"kind": new.kind}
        )
    if new.kind == Kind.MUNICIPALITY and not re.fullmatch(r"\d{4}", new.scb_code or ""):
        raise ValidationError(_("En kommun behöver sin kommunkod hos SCB, fyra siffror."))
    if not new.hosts:
        raise ValidationError(_("Webbplatsen behöver minst en adress."))
    if Tenant.objects.filter(slug=new.slug).exists():
        raise TenantExists(_("Det finns redan en webbplats som heter %(slug)s.") % {"slug": new.slug})
    if unfinished_operation(new.slug.replace("-", "_")) is not None:
        raise TenantExists(
            _("En webbplats som hette %(slug)s håller på att raderas. Gör klart det först.") % {"slug": new.slug}
        )
    if new.scb_code and Tenant.objects.filter(scb_code=new.scb_code).exists():
        raise TenantExists(_("Kommunkoden %(code)s används redan.") % {"code": new.scb_code})
    taken = taken_host(new.hosts)
    if taken is not None:
        raise TenantExists(_("Adressen %(host)s används redan.") % {"host": taken})


def _write_rows(new: NewTenant) -> Tenant:
    tenant = Tenant(
        schema_name=new.slug.replace("-", "_"),
        slug=new.slug,
        kind=new.kind,
        name=new.name,
        official_name=new.official_name or new.name,
        other_names=list(new.other_names),
        scb_code=new.scb_code,
        brand_colour=nearest_passing(new.brand_colour),
        mark=new.mark or new.name[:2].upper(),
        languages=list(new.languages),
        is_demo=new.is_demo,
        sandbox_of=tenant_by_slug(new.sandbox_of) if new.sandbox_of else None,
        created_at=clock.now(),
    )
    tenant.full_clean(exclude=["created_at"])
    tenant.save()
    for number, host in enumerate(new.hosts):
        Domain.objects.create(domain=host, tenant=tenant, is_primary=number == 0)
    return tenant
