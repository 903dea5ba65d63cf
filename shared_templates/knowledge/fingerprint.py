"""What a version of a shared article says, as a hash to sign (FIPS 180-4)."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID


def fingerprint(key: UUID, number: int, said: Mapping[str, Any]) -> str:
    """64 hexadecimal digits; the same for the same text whatever the order it was written in."""
    plain = json.dumps({"article": str(key), "number": number, "said": said}, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(plain.encode()).hexdigest()
