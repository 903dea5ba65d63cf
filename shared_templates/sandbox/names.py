"""The sandbox is a copy of the model's people: whom the model hides is hidden there at once (LAW-24)."""

from django.db.models import Q

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.identity.protection.copies import LENGTH
from samverk.identity.protection.models import FACTS
from samverk.identity.protection.sealed import followers
from shared_templates.sandbox.models import SandboxReset
from shared_templates.sandbox.standing_in import ISSUER, name_of, part_of
from tenants.models import Tenant
from tenants.queries import active_schema, sandbox_of
from tenants.site_context import site


def follow_name(*, user: User, before: str) -> None:
    """Rewrite who asked for resets, and the person's copies in the sandbox.

    Args:
        user: the person, changed.
        before: what the person was called.
    """
    SandboxReset.objects.order_by().filter(asked_by_uuid=user.uuid).update(asked_by=actor_for(user).name[:LENGTH])
    found = sandbox_of(active_schema())
    if found is not None:
        _follow_there(found[0], user)


def hide_who_was_protected_meanwhile(model: Tenant, sandbox: Tenant) -> None:
    """What was copied is a moment old when it takes its place; within that transaction."""
    with site(model):
        hidden = list(User.objects.filter(is_protected=True))
    for user in hidden:
        _follow_there(sandbox, user)


def _follow_there(sandbox: Tenant, user: User) -> None:
    with site(sandbox):
        mine = Q(uuid=user.uuid) | Q(issuer=ISSUER, subject__endswith=f":{user.uuid}")
        for copy in User.objects.filter(mine):
            before = copy.display_name
            if copy.issuer == ISSUER:
                copy.display_name = name_of(part_of(copy), user.display_name)
                copy.save(update_fields=["display_name"])
            else:
                for name in FACTS:
                    setattr(copy, name, getattr(user, name))
                # No letter finds a copy.
                copy.email, copy.is_protected = "", user.is_protected
                copy.save(update_fields=[*FACTS, "is_protected"])
            if copy.display_name != before:
                for follow in followers.values():
                    follow(user=copy, before=before)
