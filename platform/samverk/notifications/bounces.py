"""What a mail server says of letters it could not deliver (RFC 3464)."""

import re
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from samverk.notifications.addresses import Bounced, letter_of_envelope

#: A report is a few kilobytes; what is larger is something else.
LARGEST = 10 * 1024 * 1024
_WHERE = ("X-Original-To", "Delivered-To", "X-Envelope-To", "To")
_STATUS = re.compile(r"([245])\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True, slots=True)
class Report:
    """What is to be learnt from one.

    Attributes:
        letter: which letter it is about; None where nobody of ours signed the address it came to.
        status: of RFC 3463, as 5.1.1; empty where it says nothing.
        is_final: will the letter never arrive.
    """

    letter: Bounced | None
    status: str
    is_final: bool


def read_report(raw: bytes, *, recipient: str = "") -> Report:
    """Read one, as the mail server pipes it.

    Args:
        raw: the whole message.
        recipient: the address it came to, where the mail server says so; else it is taken from the header.
    """
    message = message_from_bytes(raw[:LARGEST], policy=policy.default)
    assert isinstance(message, EmailMessage)
    addresses = [recipient, *(str(value) for name in _WHERE for value in message.get_all(name, []))]
    letter = next((found for found in map(letter_of_envelope, addresses) if found), None)
    for part in message.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        # A block for the message, then one for each recipient; ours have one.
        blocks = part.get_payload()
        for block in blocks if isinstance(blocks, list) else []:
            if not isinstance(block, Message):
                continue
            action = str(block.get("Action", "")).strip().lower()
            if not action:
                continue
            found = _STATUS.search(str(block.get("Status", "")))
            status = found[0] if found else ""
            return Report(letter=letter, status=status, is_final=action == "failed" and status.startswith("5"))
    return Report(letter=letter, status="", is_final=False)
