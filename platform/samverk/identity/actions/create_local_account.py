"""Make an account that signs in with a password of this site: the first one, or the one for emergencies."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.models import User, local_issuer
from samverk.identity.usernames import require_username, username_is_free
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor, record_audit
from samverk.kernel.visible import require_visible
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

#: Letters and figures that cannot be taken for each other when read from a screen.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS_OF_LETTERS = 4
LETTERS = 5


class UsernameTaken(Exception):
    """Somebody signs in with the name already; an account is never taken over this way."""


@dataclass(frozen=True, slots=True)
class NewAccount:
    """The person, and the password in clear: it is stored nowhere, so show it now; empty for a closed account."""

    user: User
    password: str


def create_local_account(
    *, actor: Actor, username: str, display_name: str = "", groups: Sequence[str] = (), closed: bool = False
) -> NewAccount:
    """Create the account on the active site with a password of 99 bits drawn by chance.

    Only the operator comes here: a site's people sign in through their own organisation, and the
    password accounts are for the operator, for emergencies and for the demo (architecture, section 3). The site's
    log tells that it was made.

    Args:
        actor: who decides.
        username: to sign in with; lower case.
        display_name: shown; the user name when empty.
        groups: names of groups that exist here.
        closed: without a password; a link opens it (identity.first_links).

    Raises:
        ValidationError: when the name cannot be used.
        UsernameTaken: when somebody here has it, in whatever case; nothing of theirs is changed.
        Group.DoesNotExist: for a group that is not here.
    """
    require_username(username)
    require_visible(display_name)
    password = "" if closed else _drawn()
    with transaction.atomic():
        if not username_is_free(username):
            raise UsernameTaken(_("Det finns redan ett konto som heter %(name)s. Välj ett annat.") % {"name": username})
        user = User(
            username=username,
            display_name=display_name or username,
            issuer=local_issuer(active_schema()),
        )
        user.set_password(password or None)
        user.save()
        user.groups.set([Group.objects.get(name=name) for name in groups])
        if active_schema() != OPERATOR_SCHEMA:
            enter_in_directory(actor=actor, user=user, valid_from=clock.today())
        details: dict[str, object] = {"username": username, "groups": list(groups)}
        record_audit(actor=actor, verb="identity.create_local_account", target=user, details=details)
    return NewAccount(user=user, password=password)


def _drawn() -> str:
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS_OF_LETTERS)
    )
