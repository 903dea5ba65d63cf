"""The code of an invitation: said or sent to a person, pasted at their home site."""

import hashlib
import secrets

#: Letters and figures that cannot be taken for each other when read aloud.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, LETTERS = 5, 5


def new_code() -> str:
    """123 bits by chance: `hk3wp-…`."""
    return "-".join("".join(secrets.choice(ALPHABET) for _letter in range(LETTERS)) for _group in range(GROUPS))


def code_digest(code: str) -> str:
    """What is stored of it; spaces and capitals do not matter."""
    return hashlib.sha256("".join(code.split()).lower().encode()).hexdigest()
