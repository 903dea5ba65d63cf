"""Decide what claims make of people on this site."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from samverk.identity.models import Capacity
from samverk.identity.oidc.here.models import ClaimRule, Effect
from samverk.identity.oidc.models import ProviderSite
from samverk.identity.protected_groups import require_holder
from samverk.kernel.actions.record_audit import Actor, record_audit


def add_claim_rule(
    *, actor: Actor, link: ProviderSite, effect: str, claim: str, values: list[str], outcome: str
) -> ClaimRule:
    """Append a rule; it counts from the next sign-in.

    Args:
        actor: who decides.
        link: this site's link to the provider.
        effect: of `Effect`.
        claim: name of the claim, or a path with dots.
        values: any of these; `*` for any value at all.
        outcome: a capacity, a unit's name, a group's name, or 1–4.

    Raises:
        ValidationError: when the rule could never do anything.
        Denied: for a rule that fills a protected group, unless the actor is in it already.
    """
    wanted = [value.strip() for value in values if value.strip()]
    if not claim.strip() or not wanted:
        raise ValidationError(_("Ange vilken uppgift regeln läser och minst ett värde."))
    if effect not in Effect.values:
        raise ValidationError(_("Välj vad regeln ska bestämma."))
    if effect == Effect.CAPACITY and outcome not in Capacity.values:
        raise ValidationError(_("Välj en av rollerna i listan."))
    if effect == Effect.GROUP and not Group.objects.filter(name=outcome).exists():
        raise ValidationError(_("Det finns ingen grupp med det namnet."))
    if effect == Effect.GROUP:
        require_holder(actor=actor, groups={outcome.strip()})
    if effect == Effect.ASSURANCE and outcome not in {"1", "2", "3", "4"}:
        raise ValidationError(_("Tillitsnivån är 1, 2, 3 eller 4."))
    if not outcome.strip():
        raise ValidationError(_("Ange vad personen ska få."))
    with transaction.atomic():
        mine = ClaimRule.objects.filter(provider_key=link.provider.key)
        last = mine.aggregate(last=Max("order"))["last"] or 0
        rule = ClaimRule.objects.create(
            provider_key=link.provider.key,
            effect=effect,
            claim=claim.strip(),
            values=wanted,
            outcome=outcome.strip(),
            order=last + 1,
        )
        record_audit(actor=actor, verb="identity.add_claim_rule", target=rule, details={"rule": str(rule)})
    return rule


def remove_claim_rule(*, actor: Actor, link: ProviderSite, rule_id: int) -> bool:
    """Remove a rule of this provider on this site; tells whether there was one."""
    with transaction.atomic():
        rule = ClaimRule.objects.filter(pk=rule_id, provider_key=link.provider.key).first()
        if rule is None:
            return False
        record_audit(actor=actor, verb="identity.remove_claim_rule", target=rule, details={"rule": str(rule)})
        rule.delete()
    return True
