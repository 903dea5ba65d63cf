"""Only made-up content in the model municipality (TP-16): no personnummer, no link to a real site."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from samverk.identity.scim.personal_number import has_personal_number
from shared_templates.content.values import Content

#: The host as a browser takes it: after a name and a password, with slashes of either kind.
_HOST = re.compile(r"[/\\]{2}(?:[^\s/\\@]*@)?([\w.-]+)")


@dataclass(frozen=True, slots=True)
class Real:
    """Something that is not made up.

    Attributes:
        block, field: where.
        host: the site that is linked to; empty for a personnummer.
    """

    block: str
    field: str
    host: str = ""


def not_made_up(said: Content, hosts: Collection[str]) -> Iterator[Real]:
    """Every text that holds a valid personnummer or leads to one of these hosts.

    Args:
        said: what an item says.
        hosts: of real sites, in lower case.
    """
    for block, texts in said.parts():
        for name, text in texts.items():
            if has_personal_number(text):
                yield Real(block, name)
            plain = unicodedata.normalize("NFKC", text).lower()
            for host in dict.fromkeys(found.strip(".") for found in _HOST.findall(plain)):
                if host in hosts or any(host.endswith(f".{each}") for each in hosts):
                    yield Real(block, name, host)
