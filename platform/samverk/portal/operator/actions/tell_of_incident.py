"""Write to those who run the sites that something is wrong with one of them."""

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from samverk.identity.queries import maintainers_to_write_to
from samverk.kernel.actions.record_audit import Actor, record_audit
from tenants.metering.models import Incident
from tenants.queries import operator_and_host, tenant_in, url_in_letters


def tell_of_incident(*, actor: Actor, incident: Incident) -> int:
    """One letter to each of them who has an address, the operator's site active; returns how many.

    Args:
        actor: the house.
        incident: just begun.
    """
    tenant, (_operator, host) = tenant_in(incident.schema_name), operator_and_host()
    people = maintainers_to_write_to()
    record_audit(actor=actor, verb="tenants.tell_of_incident", target=tenant, details={"letters": len(people)})
    for person in people:
        with translation.override(person.language or settings.LANGUAGE_CODE):
            subject = _("Många fel på %(site)s") % {"site": tenant.official_name}
            body = _(
                "Sedan kl. %(when)s misslyckas många sidor på %(site)s: %(errors)s av %(requests)s.\n\n"
                "Se kurvorna här:\n%(address)s\n"
            ) % {
                "when": f"{timezone.localtime(incident.began_at):%H.%M}",
                "site": tenant.official_name,
                "errors": incident.errors,
                "requests": incident.requests,
                "address": url_in_letters(host=host, path=f"/drift/{tenant.slug}/"),
            }
        EmailMessage(subject=subject, body=body, to=[person.email]).send(fail_silently=True)
    return len(people)
