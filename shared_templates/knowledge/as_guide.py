"""A shared article as a guide of the model: its headings become sections, its markup paragraphs and lists (PF-21)."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import UUID, uuid5

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from samverk.intranet.knowledge.registries import SharedText, Source
from shared_templates.content.values import Block, Content, content

_HEADINGS = ("h2", "h3")
_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
#: What would be read as markup where somebody only wrote it.
_MEANT = re.compile(r"([\\*_&`\[\]<>])")
#: A paragraph that begins as an item of a list does.
_LISTED = re.compile(r"^(\d{0,9})([-+.)])(?=\s|$)")
#: What would end an address, or be read as another sign within it.
_IN_ADDRESS = str.maketrans({"<": "%3C", ">": "%3E", "\\": "%5C", "\n": "", "\r": "", "&": "&amp;"})


def key_of_guide(article: UUID) -> UUID:
    """The key of the draft that is made of an article: made twice it is one."""
    return uuid5(article, "guide")


def as_guide(text: SharedText) -> Content:
    """All of the text: title, lead, a section for each heading, and one for whose it is and what it builds on.

    Args:
        text: as it is shared now; its markup is cleaned.
    """
    reader = _Reader(text.title)
    reader.feed(str(text.body))
    reader.close()
    reader.flush()
    # The model is written in Swedish, whatever language its editor reads in.
    with override(settings.LANGUAGE_CODE):
        reader.sections.append(_Section(_("Källor"), _sources(text)))
    blocks = (
        Block(f"avsnitt-{number}", "section", {"title": one.title, "text": "\n".join(one.lines)})
        for number, one in enumerate(filter(_says_something, reader.sections), 1)
    )
    return content({"title": text.title, "summary": _plain(text.lead)}, blocks)


@dataclass(slots=True)
class _Section:
    title: str
    lines: list[str] = field(default_factory=list)


def _says_something(section: _Section) -> bool:
    return bool(section.lines)


def _sources(text: SharedText) -> list[str]:
    day = date_format(text.shared_at, "j F Y")
    told = {"title": _plain(text.title), "who": _plain(text.whose), "version": text.version, "day": day}
    own = _("- %(who)s: %(title)s, version %(version)s, delad %(day)s") % told
    return [own, *(_source(one) for one in text.sources)]


def _source(one: Source) -> str:
    name = _linked(_plain(one.name), one.link) if one.link else _plain(one.name)
    return f"- {name}, {_('läst %(day)s') % {'day': _plain(one.read_on)}}" if one.read_on else f"- {name}"


def _plain(text: str) -> str:
    return _MEANT.sub(r"\\\1", text)


def _linked(words: str, href: str) -> str:
    return f"[{words}](<{href.translate(_IN_ADDRESS)}>)"


class _Reader(HTMLParser):
    """Reads cleaned markup (`markup.cleaned`) from beginning to end; nothing that is written there is left out."""

    def __init__(self, title: str) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [_Section(title)]
        self._words: list[str] = []
        self._open: list[tuple[str, int, str]] = []
        self._lists: list[int | None] = []
        self._sign, self._in_heading = "", False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Where a paragraph, a list or emphasis begins."""
        if tag in _MARKS or tag == "a":
            self._open.append((tag, len(self._words), dict(attrs).get("href") or ""))
            return
        if tag == "br" and self._lists:
            self._words.append(" ")
            return
        self.flush()
        self._in_heading = tag in _HEADINGS
        if tag in ("ul", "ol"):
            self._lists.append(0 if tag == "ol" else None)
        elif tag == "li":
            self._sign = self._next_sign()

    def handle_endtag(self, tag: str) -> None:
        """Where it ends; a heading begins a section."""
        if tag in _MARKS or tag == "a":
            self._close(tag)
        elif tag in _HEADINGS:
            self._in_heading = False
            if title := self._said():
                self.sections.append(_Section(title))
        elif tag != "br":
            self.flush()
            if tag in ("ul", "ol") and self._lists:
                self._lists.pop()

    def handle_data(self, data: str) -> None:
        """Words; a heading holds no markup."""
        self._words.append(data if self._in_heading else _plain(data))

    def flush(self) -> None:
        """What was said since the last paragraph is one."""
        if text := self._said():
            self.sections[-1].lines.append(self._sign + _LISTED.sub(r"\1\\\2", text))
            self._sign = ""

    def _said(self) -> str:
        text = " ".join("".join(self._words).split())
        self._words, self._open = [], []
        return text

    def _next_sign(self) -> str:
        inside = "   " * (len(self._lists) - 1)
        if not self._lists or self._lists[-1] is None:
            return f"{inside}- "
        self._lists[-1] += 1
        return f"{inside}{self._lists[-1]}. "

    def _close(self, tag: str) -> None:
        """Signs of emphasis stand close to their words, or they are none."""
        if not self._open or self._open[-1][0] != tag:
            return
        _tag, begins, href = self._open.pop()
        said = "".join(self._words[begins:])
        words = said.strip()
        if words and not self._in_heading:
            before, after = said[: len(said) - len(said.lstrip())], said[len(said.rstrip()) :]
            shown = _linked(words, href) if href else f"{_MARKS.get(tag, '')}{words}{_MARKS.get(tag, '')}"
            self._words[begins:] = [before, shown, after]
