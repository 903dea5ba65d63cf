"""Access primitives every room builds its `access.py` from.

The wrong tenant is 404, the missing right is 403 (law 11). Rooms raise Django's own `Http404` for what
must not be known to exist and `Denied` for what may be known but not done.
"""

from django.core.exceptions import PermissionDenied


class Denied(PermissionDenied):
    """The person is known but may not do this; becomes 403 with `reason` shown.

    Args:
        reason: what the person reads, already in the person's language.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
