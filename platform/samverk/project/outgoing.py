"""Mail on its way out: from a sandbox none goes, whoever writes it (TP-08)."""

import logging
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.module_loading import import_string

from tenants.queries import in_sandbox

log = logging.getLogger(__name__)


class EmailBackend(BaseEmailBackend):
    """Hands everything to the backend in SAMVERK_MAIL_BACKEND, or to nobody."""

    def __init__(self, fail_silently: bool = False, **kwargs: Any) -> None:
        super().__init__(fail_silently=fail_silently)
        self._way: BaseEmailBackend = import_string(settings.SAMVERK_MAIL_BACKEND)(
            fail_silently=fail_silently, **kwargs
        )

    def open(self) -> bool | None:
        """As the other's; nobody is called for a sandbox."""
        return False if in_sandbox() else self._way.open()

    def close(self) -> None:
        """As the other's."""
        self._way.close()

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many went out; what a sandbox writes counts as sent, so that nobody tries it again."""
        if in_sandbox():
            log.info("mail.kept_in_sandbox", extra={"messages": len(email_messages)})
            return len(email_messages)
        return self._way.send_messages(email_messages) or 0
