"""Let the releases of another deployment's model in, after hearing from it that the key is its own (TP-06)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.catalogue.models import Release, TrustedKey
from shared_templates.packages.files import fingerprint
from shared_templates.packages.queries import trusted_key
from tenants.models import Kind, Tenant
from tenants.site_context import operator_site


def trust_key(*, actor: Actor, key: str, said: str, name: str, tenant: Tenant, now: datetime) -> TrustedKey:
    """From now on the template takes what this key has sealed, and writes nothing of its own.

    Args:
        actor: the operator.
        key: public key, hexadecimal, from a file.
        said: the fingerprint that the other deployment has told on another way; spaces are left aside.
        name: whose key it is.
        tenant: the site that takes the releases.
        now: the moment.

    Raises:
        ValidationError: when the fingerprint is another, the site is no template or has released something of its
            own, and for a key that another site takes releases from.
    """
    if "".join(said.split()) != fingerprint(key).replace(" ", ""):
        raise ValidationError(_("Fingeravtrycket är ett annat. Lita inte på filen: fråga avsändaren."))
    if not name.strip():
        raise ValidationError({"name": _("Skriv vems nyckeln är.")})
    if tenant.kind != Kind.TEMPLATE:
        raise ValidationError({"site": _("%(site)s är ingen mallkommun.") % {"site": tenant.official_name}})
    if Release.objects.filter(schema_name=tenant.schema_name, origin="").exists():
        raise ValidationError(
            {"site": _("%(site)s släpper egna mallar. Skapa en mallkommun för det som kommer utifrån.")
             % {"site": tenant.official_name}}
        )  # fmt: skip
    known = trusted_key(key)
    if known is not None:
        if known.tenant != tenant:
            raise ValidationError(_("Nyckeln används redan av %(site)s.") % {"site": known.tenant.official_name})
        return known
    with operator_site(), transaction.atomic():
        row = TrustedKey.objects.create(key=key, name=name.strip()[:120], tenant=tenant, trusted_at=now)
        details: dict[str, object] = {"key": fingerprint(key), "site": tenant.slug}
        record_audit(actor=actor, verb="templates.trust_key", target=row, details=details)
    return row
