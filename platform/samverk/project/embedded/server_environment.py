"""The environment a server gets: nothing of ours but a path and a character type."""

import locale
import os

_UTF8 = "C.UTF-8"
_PLAIN = "C"


def server_environment() -> dict[str, str]:
    """Return PATH and locale. The user's own PG*, LD_* and LC_* would change how a server behaves."""
    return {"PATH": os.defpath, "LC_ALL": _UTF8 if _has_utf8() else _PLAIN, "TZ": "UTC"}


def _has_utf8() -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, _UTF8)
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
    return True
