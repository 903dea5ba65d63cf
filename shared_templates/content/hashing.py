"""What a content is known by: the SHA-256 of its one canonical spelling."""

import hashlib
import json
from typing import Any

from shared_templates.content.values import Content, as_json


def canonical(value: Any) -> bytes:
    """JSON with sorted keys and nothing between: the same value gives the same bytes on every machine (RFC 8785's
    rules for what we use of it: texts, whole numbers, lists, mappings).
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of(said: Content) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(canonical(as_json(said))).hexdigest()
