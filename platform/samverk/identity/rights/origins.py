"""Where a membership in a group comes from, and who decides over it (PF-02)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import Group
from django.utils.translation import gettext as _

from samverk.identity.delegation.here.models import Delegation
from samverk.identity.models import Capacity, User, local_issuer
from samverk.identity.oidc.here.models import ClaimRule, Effect
from samverk.identity.oidc.queries import identities_of, links_here
from samverk.identity.scim.models import GrantedRight, ProvisionedGroup
from samverk.kernel.models import AuditEntry
from tenants.queries import active_schema

ADDED, TAKEN = "rights.add_to_group", "rights.remove_from_group"


@dataclass(frozen=True, slots=True)
class Origin:
    """One membership.

    Attributes:
        group: which.
        reasons: where it comes from, in words.
        locked: why it cannot be taken away here; empty when it can.
        by, at: who gave it by hand and when, as far as the log knows.
    """

    group: Group
    reasons: tuple[str, ...]
    locked: str
    by: str = ""
    at: datetime | None = None


def rules_for(user: User) -> list[ClaimRule]:
    """The rules about groups of every provider the person signs in through; three queries."""
    issuers = {user.issuer, *identities_of(user.pk).values_list("issuer", flat=True)}
    keys = [link.provider.key for link in links_here() if link.provider.issuer in issuers]
    return list(ClaimRule.objects.filter(provider_key__in=keys, effect=Effect.GROUP))


def groups_of(user: User, *, redact: Callable[[str], str]) -> list[Origin]:
    """Every group the person is in, by its label, with where each membership comes from; a fixed number of queries.

    Args:
        user: who.
        redact: what the log's names look like to who reads (LAW-24), from `protection.sealed.redactor`.
    """
    groups = list(user.groups.order_by("name"))
    granted = set(GrantedRight.objects.filter(user=user).values_list("group_id", flat=True))
    theirs = defaultdict(list)
    for pk, name in ProvisionedGroup.objects.filter(members__person__user=user, house_group__in=groups).values_list(
        "house_group", "display_name"
    ):
        theirs[pk].append(name)
    rules = defaultdict(list)
    for rule in rules_for(user):
        rules[rule.outcome].append(rule)
    log = _given_by_hand(user)
    return [
        _origin(group, theirs[group.pk] if group.pk in granted else [], rules[group.name], log.get(group.pk), redact)
        for group in groups
    ]


def _origin(
    group: Group, theirs: list[str], rules: list[ClaimRule], entry: AuditEntry | None, redact: Callable[[str], str]
) -> Origin:
    if theirs:
        told = tuple(_("Följer gruppen ”%(name)s” i kommunens katalog.") % {"name": name} for name in sorted(theirs))
        return Origin(group, told, _("Styrs av katalogen: ändra medlemskapet där."))
    if rules:
        told = tuple(_("Regel vid inloggning: %(rule)s.") % {"rule": _told(rule)} for rule in rules)
        return Origin(group, told, _("Styrs av inloggningen: ändra regeln under Inloggning, eller uppgiften i källan."))
    if entry is None:
        return Origin(group, (_("Given för hand, innan loggen började säga av vem."),), "")
    return Origin(group, (_("Given för hand."),), "", by=redact(entry.actor_name), at=entry.at)


def _told(rule: ClaimRule) -> str:
    return f"{rule.claim} = {', '.join(rule.values)}"


def _given_by_hand(user: User) -> dict[int, AuditEntry]:
    """Key of the group → the line that tells who gave it last."""
    lines: Iterable[AuditEntry] = AuditEntry.objects.filter(
        verb=ADDED, object_type="identity.user", object_id=str(user.pk), result="done"
    ).order_by("id")
    return {int(str(line.details["group_id"])): line for line in lines if "group_id" in line.details}


def locks_on(*, user: User, group: Group) -> str:
    """Why this membership is not ours to change; empty when it is."""
    if GrantedRight.objects.filter(user=user, group=group).exists():
        return _("Styrs av katalogen: ändra medlemskapet där.")
    if any(rule.outcome == group.name for rule in rules_for(user)):
        return _("Styrs av inloggningen: ändra regeln under Inloggning, eller uppgiften i källan.")
    return ""


def account_origin(user: User, *, redact: Callable[[str], str]) -> str:
    """Where the account comes from, in words.

    Args:
        user: whose.
        redact: as for `groups_of`.
    """
    delegation = Delegation.objects.filter(user=user, brought_here=True).first()
    if delegation is not None:
        return _("Förvaltar på uppdrag och kommer från %(home)s.") % {"home": delegation.home_name}
    if user.issuer == local_issuer(active_schema()):
        return _("Ett konto med lösenord på den här webbplatsen, skapat av driften.")
    if getattr(user, "provisioned", None) is not None:
        made = AuditEntry.objects.filter(
            verb="scim.provision_person", object_type="identity.user", object_id=str(user.pk)
        ).first()
        if made is not None and made.actor_uuid is not None:
            return _("Importerad från en fil av %(name)s.") % {"name": redact(made.actor_name)}
        return _("Kommunens katalog.")
    name = next((link.provider.name for link in links_here() if link.provider.issuer == user.issuer), "")
    if name:
        return _("Kom hit genom att logga in med %(provider)s.") % {"provider": name}
    return _("Kommer från en annan webbplats.")


def why_not_open(user: User) -> str:
    """Why the account cannot be opened here; empty when it can."""
    provisioned = getattr(user, "provisioned", None)
    if provisioned is not None and provisioned.active is False:
        return _("Styrs av katalogen: där står att personen har slutat. Kontot öppnas när katalogen ändras.")
    if (
        user.is_support
        or user.capacity == Capacity.GUEST
        or Delegation.objects.filter(user=user, brought_here=True).exists()
    ):
        return _("Personen var här en begränsad tid och behöver bjudas in på nytt.")
    return ""
