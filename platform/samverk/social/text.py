"""What people write to each other: paragraphs, line breaks, lists, bold, emphasis, quotes, links. Nothing else.

CommonMark by markdown-it-py with raw HTML turned off: every tag in the answer is one the renderer made itself, from
the rules that are on, and everything typed is escaped. Addresses are let through by their scheme.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from samverk.social.tags import LONGEST as LONGEST_TAG
from samverk.social.tags import TAG

#: Most letters of a text; the forms say so before.
LONGEST = 10_000
#: Deeper than anybody writes; a hostile text must not be deep.
MOST_NESTING = 20
_RULES = ("paragraph", "list", "blockquote", "newline", "emphasis", "link", "text", "escape", "balance_pairs")
_SCHEMES = {"http", "https", "mailto", "tel"}
_ADDRESS = re.compile(r"\bhttps?://[^\s<>\"]+", re.IGNORECASE)
#: What ends a sentence, not an address.
_AFTER = ".,:;!?)]}'\"…"
_MARKS = re.compile(r"(\*\*|__|^\s*(?:[-*+>]|\d+[.)])\s+)", re.MULTILINE)
_LINK = re.compile(r"\[([^\]\n]+)\]\([^)\s]+\)")


def as_html(text: str, *, tags_at: str = "") -> SafeString:
    """The text as safe HTML.

    Args:
        text: as it was typed.
        tags_at: beginning of the addresses that words with # lead to; empty where they lead nowhere.
    """
    # The parser escapes all that was typed and knows no raw HTML; tests/unit/social/test_text.py tries to get past it.
    return SafeString(_parser().render(text[:LONGEST], {"tags_at": tags_at}).strip())  # nosec B703


def as_plain(text: str, *, most: int = 0) -> str:
    """The text without its marks, on one line; for excerpts, mails and titles.

    Args:
        text: as it was typed.
        most: at most so many letters, cut between words; 0 for all.
    """
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", text)).split())
    if not most or len(plain) <= most:
        return plain
    return plain[: most - 1].rsplit(" ", 1)[0].rstrip(" ,.;:–-") + "…"


def is_safe_address(address: str) -> bool:
    """May a link lead there: the web, mail, telephone, or a page of this site."""
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.scheme.lower() in {"mailto", "tel"})
    # Not //elsewhere, and not \\elsewhere, which browsers read the same way.
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def host_of(address: str) -> str:
    """Where a link leads, in short: skara.se."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "breaks": True, "maxNesting": MOST_NESTING}, renderer_cls=_Renderer)
    parser.enable(list(_RULES))
    parser.validateLink = is_safe_address  # type: ignore[assignment]
    parser.core.ruler.push("addresses", _link_addresses)
    return parser


class _Renderer(RendererHTML):
    """Links say that they lead away, and give the other end nothing."""

    def link_open(self, tokens: Sequence[Token], idx: int, options: OptionsDict, env: EnvType) -> str:
        """`noreferrer` keeps the address of the page, which may name a room, at home."""
        token = tokens[idx]
        if not str(token.attrs.get("href", "")).startswith("/"):
            token.attrSet("rel", "noopener noreferrer nofollow")
        return self.renderToken(tokens, idx, options, env)


def _link_addresses(state: Any) -> None:
    """An address that stands by itself in the text becomes a link, and a word with # where those lead anywhere."""
    tags_at = state.env.get("tags_at", "")
    for block in state.tokens:
        if block.type != "inline" or not ("://" in block.content or (tags_at and "#" in block.content)):
            continue
        made: list[Token] = []
        inside = 0
        for token in block.children or []:
            inside += token.nesting if token.type in {"link_open", "link_close"} else 0
            made += _split(token, tags_at) if token.type == "text" and not inside else [token]
        block.children = made


def _split(token: Token, tags_at: str) -> list[Token]:
    """A piece of text as text and links."""
    pieces = _with_addresses(token)
    return [made for each in pieces for made in _with_tags(each, tags_at)] if tags_at else pieces


def _with_tags(token: Token, tags_at: str) -> list[Token]:
    """Text with its words with # as links; what is a link's own stays."""
    if token.type != "text" or token.meta.get("shown"):
        return [token]
    made, at = [], 0
    for found in TAG.finditer(token.content):
        made.append(_text(token.content[at : found.start()], token.level))
        made += _link(tags_at + quote(found[1].casefold()[:LONGEST_TAG]), found[0], token.level)
        at = found.end()
    return [*made, _text(token.content[at:], token.level)] if made else [token]


def _with_addresses(token: Token) -> list[Token]:
    made, at = [], 0
    for found in _ADDRESS.finditer(token.content):
        address = found[0].rstrip(_AFTER)
        if not is_safe_address(address):
            continue
        made.append(_text(token.content[at : found.start()], token.level))
        made += _link(address, _shown(address), token.level)
        at = found.start() + len(address)
    return [*made, _text(token.content[at:], token.level)] if made else [token]


def _link(address: str, shown: str, level: int) -> list[Token]:
    opened = Token("link_open", "a", 1, attrs={"href": address}, level=level, markup="autolink")
    inner = Token("text", "", 0, content=shown, level=level + 1, meta={"shown": True})
    return [opened, inner, Token("link_close", "a", -1, level=level)]


def _text(content: str, level: int) -> Token:
    return Token("text", "", 0, content=content, level=level)


def _shown(address: str) -> str:
    """Long addresses are cut in the middle of nothing: host and the beginning of the path."""
    bare = address.partition("://")[2].rstrip("/")
    return bare if len(bare) <= 60 else bare[:59] + "…"
