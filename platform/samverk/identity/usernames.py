"""What an account may be called, and whether the name is free."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from samverk.identity.models import User
from samverk.identity.protection.models import SealedFacts
from tenants.models.tenant import OPERATOR_SCHEMA
from tenants.queries import active_schema

USERNAME = re.compile(r"^[a-z0-9][a-z0-9._@+-]{1,98}[a-z0-9]$")


def require_username(username: str) -> None:
    """May an account be called this?

    Raises:
        ValidationError: with a sentence for a person.
    """
    if not USERNAME.match(username):
        raise ValidationError(
            _("Användarnamnet %(name)s går inte att använda. Skriv 3–100 tecken: a–z, siffror och . _ @ + - inuti.")
            % {"name": username or "–"}
        )


def username_is_free(username: str) -> bool:
    """Does nobody on the active site sign in with it, in whatever case?

    A protected person signs in with the name behind the seal and gets it back when the protection ends (LAW-24): it
    is theirs although their row does not show it.

    Args:
        username: wanted for a new account.
    """
    if User.objects.filter(username__iexact=username).exists():
        return False
    # The operator's own site protects nobody: the table is not there.
    return active_schema() == OPERATOR_SCHEMA or not SealedFacts.objects.filter(username__iexact=username).exists()
