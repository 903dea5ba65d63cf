"""From claims to a person here: pure functions, so that the try-out box and the sign-in are the same code."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from samverk.identity.oidc.here.models import ClaimRule, Effect
from samverk.identity.oidc.here.models.claim_rule import ANY

#: A Swedish personal or coordination number, with or without century and dash.
_NUMBER = re.compile(r"(?<!\d)(?:19|20)?(\d{2})(\d{2})(\d{2})[-+ ]?(\d{4})(?!\d)")


def _is_personal_number(match: "re.Match[str]") -> bool:
    month, day = int(match[2]), int(match[3])
    if not (1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91)):
        return False
    digits = "".join(match.groups())
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == 0


def has_personal_number(text: str) -> bool:
    """Does the text hold what can be a personal identity number (LAW-48)."""
    return any(_is_personal_number(match) for match in _NUMBER.finditer(text))


def without_personal_numbers(text: str) -> str:
    """The text with such numbers taken out."""
    return _NUMBER.sub(lambda match: "…" if _is_personal_number(match) else match[0], text)


def opaque(issuer: str, value: str, *, kind: str = "sub") -> str:
    """64 hex digits that stand for a provider's id of a person or session, and tell nobody who it is."""
    text = f"oidc:{kind}:{issuer}\x1f{value}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), text, hashlib.sha256).hexdigest()


def subject_here(issuer: str, subject: str) -> str:
    """What is stored as the person's subject: the provider's own, unless it is made of a personal number (LAW-48)."""
    return f"hmac:{opaque(issuer, subject)}" if has_personal_number(subject) else subject


def values_of(claims: Mapping[str, Any], name: str) -> list[str]:
    """A claim's values as texts. The name is tried whole, then as a path with dots; objects have no values."""
    found: Any = claims.get(name)
    if found is None and "." in name:
        found = claims
        for step in name.split("."):
            found = found.get(step) if isinstance(found, Mapping) else None
    values = found if isinstance(found, list) else [found]
    texts = []
    for value in values:
        if isinstance(value, bool):
            texts.append("true" if value else "false")
        elif isinstance(value, str | int):
            texts.append(str(value))
    return texts


def fits(claims: Mapping[str, Any], name: str, wanted: Iterable[str]) -> bool:
    """Has the claim one of the wanted values; letter by letter, `*` for any."""
    values = values_of(claims, name)
    return bool(values) and (ANY in wanted or not set(values).isdisjoint(wanted))


@dataclass(frozen=True, slots=True)
class Becoming:
    """What the claims make of a person here.

    Attributes:
        capacity: of `Capacity`; empty when no rule gives one: then nobody comes in.
        groups: names of the groups the rules give.
        managed_groups: names of all groups the rules can give; one that is here and not in `groups` is taken away.
        assurance: 1–4; 1 when no rule says more.
    """

    display_name: str
    first_name: str
    last_name: str
    email: str
    title: str
    capacity: str
    unit: str
    groups: frozenset[str] = field(default_factory=frozenset)
    managed_groups: frozenset[str] = field(default_factory=frozenset)
    assurance: int = 1


def _text(claims: Mapping[str, Any], name: str, limit: int) -> str:
    value = claims.get(name)
    if not isinstance(value, str):
        return ""
    printable = "".join(letter for letter in value if letter.isprintable())
    return without_personal_numbers(" ".join(printable.split()))[:limit]


def _email(claims: Mapping[str, Any]) -> str:
    value = claims.get("email")
    if not isinstance(value, str) or len(value) > 254 or has_personal_number(value):
        return ""
    try:
        validate_email(value)
    except ValidationError:
        return ""
    return value


def become(claims: Mapping[str, Any], rules: Iterable[ClaimRule]) -> Becoming:
    """Apply a site's rules, in their order, to verified claims."""
    first, last = _text(claims, "given_name", 100), _text(claims, "family_name", 100)
    decided: dict[str, str] = {}
    groups, managed = set(), set()
    for rule in rules:
        if rule.effect == Effect.GROUP:
            managed.add(rule.outcome)
        if not fits(claims, rule.claim, rule.values):
            continue
        if rule.effect == Effect.GROUP:
            groups.add(rule.outcome)
        else:
            decided.setdefault(rule.effect, rule.outcome)
    return Becoming(
        display_name=_text(claims, "name", 200) or f"{first} {last}".strip(),
        first_name=first,
        last_name=last,
        email=_email(claims),
        title=_text(claims, "title", 200),
        capacity=decided.get(Effect.CAPACITY, ""),
        unit=decided.get(Effect.UNIT, ""),
        groups=frozenset(groups),
        managed_groups=frozenset(managed),
        assurance=int(decided.get(Effect.ASSURANCE, "1")),
    )
