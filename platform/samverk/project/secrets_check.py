"""The house does not start with a secret that anybody could guess (LAW-52)."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks
from django.core.exceptions import ImproperlyConfigured

SHORTEST = 40
FEWEST_DIFFERENT = 12
#: Words that stand in examples, guides and images; a secret that holds one was never chosen.
EXAMPLES = ("insecure", "changeme", "change-me", "change_me", "secret", "example", "password", "samverk", "django")
DEFAULT_PASSWORDS = {"postgres", "password", "samverk", "secret", "changeme", "admin", "example", "postgresql"}


def complaints(*, key: str, database_password: str) -> list[str]:
    """What is wrong with the secrets; never the secrets themselves."""
    found = []
    if len(key) < SHORTEST:
        found.append(f"SAMVERK_SECRET_KEY is shorter than {SHORTEST} characters.")
    elif len(set(key)) < FEWEST_DIFFERENT:
        found.append(f"SAMVERK_SECRET_KEY has fewer than {FEWEST_DIFFERENT} different characters.")
    elif any(word in key.lower() for word in EXAMPLES):
        found.append("SAMVERK_SECRET_KEY holds a word from an example.")
    if database_password.lower() in DEFAULT_PASSWORDS:
        found.append("The password in DATABASE_URL is a well-known default.")
    return found


def _own_complaints() -> list[str]:
    return complaints(key=settings.SECRET_KEY, database_password=str(settings.DATABASES["default"]["PASSWORD"] or ""))


@checks.register("samverk", checks.Tags.security)
def secrets_are_secret(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[checks.CheckMessage]:
    """For `samverk doctor` and `manage.py check`."""
    hint = "Make one: python -c 'import secrets; print(secrets.token_urlsafe(48))'"
    return [checks.Error(text, hint=hint, id="samverk.E010") for text in _own_complaints()]


def refuse_guessable_secrets() -> None:
    """For the start of web and worker, which run no checks.

    Raises:
        ImproperlyConfigured: with what is wrong.
    """
    found = _own_complaints()
    if found:
        raise ImproperlyConfigured(" ".join(found))
