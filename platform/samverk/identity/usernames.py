"""What a local account may be called."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

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
