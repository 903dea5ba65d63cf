"""How many calls of Python a web worker makes for a page: `python -m tests.support.count_calls`, a process of its own.

Reads JSON from standard input: a host, a cookie, and addresses by name, each with the form to send where one is sent;
writes {name: calls}. The same page makes the same calls each time, on a busy machine as on an idle one.
"""

import json
import logging
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.support import wsgi

#: Requests before one is counted: what is prepared, loaded and kept is there then.
WARM, COUNTED = 8, 3


def asker(host: str, cookie: str) -> Callable[[str, dict[str, str] | None], None]:
    """(address, form) → asks for it through the application that the web server loads."""
    from samverk.project.wsgi import application

    logging.disable(logging.CRITICAL)

    def ask(address: str, form: dict[str, str] | None) -> None:
        # Sent anew each time: the same form twice is one comment.
        body = urlencode(form | {"form": str(uuid4())}).encode() if form is not None else None
        status = wsgi.ask(application, host, address, cookie=cookie, body=body)
        if status != ("200" if form is None else "302"):
            raise SystemExit(f"{address} answered {status}")

    return ask


def calls_of(call: Callable[[], None]) -> int:
    """Calls that are made while it runs, of functions in Python and in C."""
    made = 0

    def count(frame: Any, event: str, _argument: Any) -> None:
        nonlocal made
        made += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        call()
    finally:
        sys.setprofile(None)
    return made


def main() -> None:
    """Count and tell."""
    asked = json.load(sys.stdin)
    ask = asker(asked["host"], asked["cookie"])
    told = {}
    for name, (address, form) in asked["pages"].items():
        for _warm in range(WARM):
            ask(address, form)
        told[name] = min(calls_of(lambda address=address, form=form: ask(address, form)) for _n in range(COUNTED))  # type: ignore[misc]
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main()
