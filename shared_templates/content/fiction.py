"""Only made-up content in the model municipality (TP-16): no personnummer, no link to a real site."""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from samverk.identity.scim.personal_number import has_personal_number
from shared_templates.content.prose import prose
from shared_templates.content.values import HEAD, Content, content

#: The host as a browser takes it: after a name and a password, with slashes of either kind.
_LINKED = re.compile(r"[/\\]{2}(?:[^\s/\\@]*@)?([\w.-]+)")
#: A host that only stands there, with or without what follows: www.skara.se, anna@skara.se.
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_DASHES = r"\-\u2010-\u2015\u2212"
#: A day written apart, each part from the next in the same way, and four digits after it.
_APART = re.compile(
    rf"(?<![\w-])((?:19|20)?\d\d)(?P<sign>[{_DASHES}/. ])(\d\d)(?P=sign)(\d\d)"
    rf"(?P<joint> ?[{_DASHES}+] ?| )(\d{{4}})(?![\w-])"
)
#: A mobile number in one go, such as those set aside for made-up people: year 07, month 0x for whoever reads it so.
_MOBILE = re.compile(r"(?<![\w-])070\d{7}(?![\w-])")
#: Markup within a word, a number or an address, which reads otherwise than it is written: an escaped sign, a sign by
#: its number, emphasis, a link. Around whole words it hides nothing.
_HIDES = re.compile(
    r"\\[!-/:-@\[-`{-~]|&#?\w+;|%[0-9A-Fa-f]{2}|(?<=[\w.@:/+)\]-])[*_`]++(?=[.:/]?[\w@+*_\[-])"
    r"|(?<=[\w.@:/+*_`-])\[|\)(?=[.:/]?[\w@+*_`\[-])"
)
_TAG = re.compile(r"<[^>]*>")
#: Four digits that are an hour and minutes, or a year.
_TIME_OR_YEAR = re.compile(r"([01]\d|2[0-3])[0-5]\d|(19|20)\d\d")


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
    """Every text that holds a valid personnummer or names one of these hosts.

    Args:
        said: what an item says.
        hosts: of real sites, in lower case; one without a dot counts only where it is linked to.
    """
    for block, texts in said.parts():
        for name, text in texts.items():
            readings = [_plain(reading) for reading in _readings(text)]
            if any(map(holds_personal_number, readings)):
                yield Real(block, name)
            for host in _hosts_in("\n".join(readings).lower()):
                if host in hosts or any(host.endswith(f".{each}") for each in hosts):
                    yield Real(block, name, host)


def sentences_about_real(text: str, *, hosts: Collection[str], number: str, link: str) -> list[str]:
    """What is said of somebody's own words that others shall read; empty where nothing is real.

    Args:
        text: the words.
        hosts: of real sites, in lower case.
        number: what is said of a personnummer.
        link: what is said of a link; `%(host)s` is the site it leads to.
    """
    return [link % {"host": real.host} if real.host else number for real in not_made_up(content({HEAD: text}), hosts)]


def holds_personal_number(text: str) -> bool:
    """Is there a valid personnummer or samordningsnummer, also with its day written apart: 1985-02-28-1234.

    A day with a time or a year after it, and a mobile number, are none (TP-16).
    """
    text = _MOBILE.sub(" ", _plain(text))
    joined = (
        f"{year}{month}{day}-{tail}"
        for year, sign, month, day, joint, tail in _APART.findall(text)
        if sign == " " or " " not in joint or not _TIME_OR_YEAR.fullmatch(tail)
    )
    return has_personal_number(text) or any(map(has_personal_number, joined))


def _readings(text: str) -> Iterator[str]:
    """The text as it is written, and the paragraphs that may hide something as they are read, with where links lead."""
    yield text
    for paragraph in text.split("\n\n") if _HIDES.search(text) else ():
        if _HIDES.search(paragraph):
            shown = prose(paragraph)
            yield unescape(_TAG.sub("", shown))
            yield unquote(unescape(shown))


def _hosts_in(text: str) -> dict[str, None]:
    """Each host once, in the order in which they stand there."""
    return dict.fromkeys(found.strip(".-") for found in (*_LINKED.findall(text), *_BARE.findall(text)))


def _plain(text: str) -> str:
    """One way of writing each sign, without those that are not seen."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
