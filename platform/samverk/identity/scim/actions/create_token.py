"""Make a key for a directory service."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction

from samverk.identity.models import Capacity
from samverk.identity.protected_groups import require_holder
from samverk.identity.scim.issuers import check_issuer
from samverk.identity.scim.models import ProvisionedGroup, ScimToken
from samverk.identity.scim.models.token import token_digest
from samverk.kernel.actions.record_audit import Actor, record_audit

#: A fixed beginning lets scanners of source code and mail recognise a token that leaked.
PREFIX = "samverk_scim_"
LONGEST_DAYS = 730


class TooLong(Exception):
    """The token would live for more than two years."""


def create_token(
    *,
    actor: Actor,
    label: str,
    issuer: str,
    now: datetime,
    days: int = 365,
    capacity: str = Capacity.EMPLOYEE,
) -> tuple[ScimToken, str]:
    """Make it; the second value is the token itself, which is not kept and can never be shown again.

    Args:
        actor: the system maintainer.
        label: what it is for, in words.
        issuer: the provider of sign-in whose people it delivers.
        now: the moment.
        days: how long it is valid.
        capacity: in what capacity its people are here; a guest of the directory is a guest in any case.

    Raises:
        BadIssuer: for anything but the address of a provider, the site's own local accounts above all.
        Denied: when groups of that provider already fill a protected group: with the key one can write who is in them.
        TooLong: for more than two years.
    """
    if not 1 <= days <= LONGEST_DAYS:
        raise TooLong
    issuer = check_issuer(issuer)
    require_holder(
        actor=actor,
        groups=set(
            ProvisionedGroup.objects.filter(issuer=issuer, house_group__isnull=False).values_list(
                "house_group__name", flat=True
            )
        ),
    )
    token = PREFIX + secrets.token_urlsafe(32)
    with transaction.atomic():
        made = ScimToken.objects.create(
            label=label.strip(),
            issuer=issuer,
            capacity=capacity,
            token_hash=token_digest(token),
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        record_audit(actor=actor, verb="scim.create_token", target=made, details={"issuer": issuer, "days": days})
    return made, token
