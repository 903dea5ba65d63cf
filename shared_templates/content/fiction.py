"""Only made-up content in the model municipality (TP-16): no personnummer, no link to a real site."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from samverk.identity.scim.personal_number import has_personal_number
from shared_templates.content.values import HEAD, Content, content

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


def refuse_real_text(text: str, name: str, *, hosts: Collection[str], number: str, link: str) -> None:
    """Ask of somebody's own words that others shall read.

    Args:
        text: the words.
        name: of the field they were typed in.
        hosts: of real sites, in lower case.
        number: what is said of a personnummer.
        link: what is said of a link; `%(host)s` is the site it leads to.

    Raises:
        ValidationError: for the field, a sentence for each thing that is not made up.
    """
    found = [link % {"host": real.host} if real.host else number for real in not_made_up(content({HEAD: text}), hosts)]
    if found:
        raise ValidationError({name: found})
