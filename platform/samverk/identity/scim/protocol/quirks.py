"""What directory services write that is not quite SCIM, put right before it is read."""

import json
import re
from collections.abc import Mapping
from typing import Any

LONGEST = 1_000
_TEXT = r'"(?:[^"\\]|\\.)*"'
_BRACKETS_THEN_NAME = re.compile(
    rf"\b([\w.:-]{{1,120}})\[((?:[^\[\]\"]|{_TEXT})*)\]\.(\w+)\s+(eq|ne|co|sw|ew|gt|ge|lt|le)\s+({_TEXT}|true|false|null)",
    re.IGNORECASE,
)


def query_put_right(query: Mapping[str, str]) -> dict[str, str]:
    """Entra asks `emails[type eq "work"].value eq "x"`; RFC 7644 writes `emails[type eq "work" and value eq "x"]`.

    The result is parsed as strictly as any filter: a filter that this made worse is refused.
    """
    found = dict(query)
    if "filter" in found:
        found["filter"] = filter_put_right(found["filter"])
    return found


def filter_put_right(text: str) -> str:
    """One filter; see `query_put_right`. A very long one is nobody's question, and is left as it is."""
    return text if len(text) > LONGEST else _BRACKETS_THEN_NAME.sub(r"\1[(\2) and \3 \4 \5]", text)


def body_put_right(method: str, body: bytes) -> bytes:
    """Entra sends a manager as plain text and members with null, Okta the group's own id among the values of a PATCH.

    What is no JSON object is given on untouched: the protocol refuses it in its own words.
    """
    if method != "PATCH":
        return body
    try:
        message = json.loads(body)
        operations = next(value for name, value in message.items() if name.lower() == "operations")
        for operation in operations:
            _operation_put_right(operation)
    except (ValueError, AttributeError, StopIteration, TypeError, RecursionError):
        return body
    return json.dumps(message).encode()


def _operation_put_right(operation: dict[str, Any]) -> None:
    path, value = str(operation.get("path") or ""), operation.get("value")
    if path.lower().endswith(":manager") and isinstance(value, str):
        operation["value"] = {"value": value}
    if isinstance(value, list):
        # Entra names a member {"$ref": null, "value": "…"}: null is no part of what is meant.
        operation["value"] = [_without_nulls(each) for each in value]
    if not path and isinstance(value, dict):
        operation["value"] = {
            name: {"value": each} if name.lower().endswith(":manager") and isinstance(each, str) else each
            for name, each in value.items()
            if name.lower() not in {"id", "schemas", "meta"}
        }


def _without_nulls(value: object) -> object:
    return {name: each for name, each in value.items() if each is not None} if isinstance(value, dict) else value
