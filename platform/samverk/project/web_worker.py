"""What a synchronous web worker can do without: coroutines, the same address or text twice, garbage.

`wsgi.py` calls these once, before the workers part. What they replace is private to Django;
`tests/unit/test_web_worker.py` holds each of them to the answers of what it replaces.
"""

import gc
import secrets
from collections.abc import Callable
from functools import lru_cache
from operator import add
from threading import local
from typing import Any
from uuid import UUID

from django.conf import LazySettings, settings
from django.core.cache import caches
from django.db import connections
from django.middleware import csrf
from django.template.base import Node, NodeList
from django.template.context import Context
from django.templatetags.i18n import TranslateNode
from django.urls import URLResolver, base, get_resolver
from django.utils import timezone, translation
from django.utils.connection import ConnectionProxy
from django.utils.safestring import SafeString
from django.utils.translation import trans_real

#: Where Django keeps what belongs to a request: module or handler, and the name of its asgiref Local.
LOCALS: tuple[tuple[Any, str], ...] = (
    (trans_real, "_active"),
    (timezone, "_active"),
    (base, "_prefixes"),
    (base, "_urlconfs"),
    (connections, "_connections"),
    (caches, "_connections"),
)
#: So many addresses are remembered; the one not asked for longest leaves.
ADDRESSES = 4096
#: So many texts in all languages; there are some 4,000 in the house.
TEXTS = 20_000
#: What an address is written out of; a number that is a text is another one, and so is True.
_PLAIN = {int, str, SafeString, UUID}
#: Byte → letter, and the bytes that would make the first letters likelier than the last.
_LETTER = bytes(ord(csrf.CSRF_ALLOWED_CHARS[byte % len(csrf.CSRF_ALLOWED_CHARS)]) for byte in range(256))
_UNEVEN = bytes(range(256 - 256 % len(csrf.CSRF_ALLOWED_CHARS), 256))
#: A letter of the secret and one of the mask → the letter that stands for both.
_SUMS = {
    one + other: csrf.CSRF_ALLOWED_CHARS[(first + second) % len(csrf.CSRF_ALLOWED_CHARS)]
    for first, one in enumerate(csrf.CSRF_ALLOWED_CHARS)
    for second, other in enumerate(csrf.CSRF_ALLOWED_CHARS)
}
#: The sum and the mask → the letter of the secret.
_DIFFERENCES = {
    both + other: csrf.CSRF_ALLOWED_CHARS[first - second]
    for first, both in enumerate(csrf.CSRF_ALLOWED_CHARS)
    for second, other in enumerate(csrf.CSRF_ALLOWED_CHARS)
}


def keep_by_thread() -> None:
    """Keep by thread what Django keeps by thread and coroutine.

    A synchronous worker has no coroutine, where asgiref's Local promises to be a `threading.local`; it takes a lock and
    five calls of Python to be one, some three hundred times a page.

    Raises:
        AttributeError: when a release of Django keeps it elsewhere.
    """
    for holder, name in LOCALS:
        getattr(holder, name)
        setattr(holder, name, local())


def ask_the_connection_itself() -> None:
    """Find this thread's connection, or cache, with a call less; a page asks the proxies a hundred times."""
    django: Any = ConnectionProxy
    plain: Callable[[Any, str], Any] = django.__getattr__

    def asked(self: Any, item: str) -> Any:
        own = self.__dict__
        found = getattr(own["_connections"]._connections, own["_alias"], None)
        return plain(self, item) if found is None else getattr(found, item)

    django.__getattr__ = asked


def read_settings_plainly() -> None:
    """Read a setting as any attribute. Django looks at each reading whether it is a method of what a lazy object wraps,
    which no setting is."""
    django: Any = LazySettings
    django.__getattribute__ = object.__getattribute__


def remember_addresses() -> None:
    """Find the view of an address once: the table of addresses is the same for as long as the process lives.

    A page of the editors' lies behind every other address, and is asked for more than any of them.
    """
    for table in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
        resolver: Any = get_resolver(table)
        assert resolver.url_patterns, "loaded before the workers part"
        resolver.resolve = lru_cache(maxsize=ADDRESSES)(resolver.resolve)


def remember_written_addresses() -> None:
    """Write an address out of its name once; Django tries it against its own pattern each time, seven times a page.

    Only of what says itself in one way: numbers, texts and UUIDs.
    """
    django: Any = URLResolver
    plain: Callable[..., str] = django._reverse_with_prefix
    known: dict[object, str] = {}

    def written(self: Any, lookup_view: Any, _prefix: str, *args: Any, **kwargs: Any) -> str:
        given = (*args, *kwargs.values())
        if not _PLAIN.issuperset(map(type, given)):
            return plain(self, lookup_view, _prefix, *args, **kwargs)
        key = (self, lookup_view, _prefix, args, *kwargs.items())
        found = known.get(key)
        if found is None:
            if len(known) >= ADDRESSES:
                known.clear()
            found = known[key] = plain(self, lookup_view, _prefix, *args, **kwargs)
        return found

    django._reverse_with_prefix = written


def remember_texts() -> None:
    """Look up what a text is in a language once; a page says a hundred, and Django goes through six calls for each."""
    django: Any = translation
    real: Any = trans_real
    plain: Callable[[str], str] = real.gettext
    known: dict[tuple[object, type, str], str] = {}

    def gettext(message: str) -> str:
        kind = type(message)
        # A template's own text is marked as safe, and so is what it is in another language.
        if kind is not str and kind is not SafeString:
            return plain(message)
        key = getattr(real._active, "value", None), kind, message
        found = known.get(key)
        if found is None:
            if len(known) >= TEXTS:
                known.clear()
            found = known[key] = plain(message)
        return found

    plain("")  # Django chooses its own ways at the first text
    real.gettext = django._trans.gettext = gettext


def remember_drawn_texts() -> None:
    """Draw `{% translate "…" %}` once a language where the text stands in the template; Django makes fifty calls."""
    plain = TranslateNode.render
    real: Any = trans_real

    def render(self: Any, context: Context) -> str:
        language = getattr(real._active, "value", None)
        expression = self.filter_expression
        text = expression.var.literal
        if language is None or type(text) is not SafeString or expression.filters or self.message_context or self.noop:
            return plain(self, context)
        told: dict[object, str] = self.__dict__.setdefault("_told", {})
        if language not in told:
            drawn = plain(self, context)
            told[language] = context[self.asvar] if self.asvar else drawn
        if self.asvar:
            context[self.asvar] = told[language]
            return ""
        return told[language]

    TranslateNode.render = render  # type: ignore[method-assign]


def remember_blocks() -> None:
    """Find a template's blocks once; Django walks through its parent at every page, and a template never changes."""
    plain = NodeList.get_nodes_by_type

    def nodes(self: NodeList, nodetype: type[Node]) -> list[Node]:
        found: dict[type[Node], list[Node]] = self.__dict__.setdefault("_by_type", {})
        if nodetype not in found:
            found[nodetype] = plain(self, nodetype)
        return list(found[nodetype])

    NodeList.get_nodes_by_type = nodes  # type: ignore[method-assign]


def draw_letters_at_once() -> None:
    """Draw, mask and unmask a form's token with a few calls; Django makes several a letter."""
    made: Any = csrf
    made._get_new_csrf_string, made._mask_cipher_secret = _letters, _masked
    made._unmask_cipher_token = _unmasked


def _letters() -> str:
    drawn = b""
    while len(drawn) < csrf.CSRF_SECRET_LENGTH:
        drawn += secrets.token_bytes(2 * csrf.CSRF_SECRET_LENGTH).translate(_LETTER, _UNEVEN)
    return drawn[: csrf.CSRF_SECRET_LENGTH].decode("ascii")


def _masked(secret: str) -> str:
    mask = _letters()
    return mask + "".join(map(_SUMS.__getitem__, map(add, secret, mask)))


def _unmasked(token: str) -> str:
    mask, both = token[: csrf.CSRF_SECRET_LENGTH], token[csrf.CSRF_SECRET_LENGTH :]
    return "".join(map(_DIFFERENCES.__getitem__, map(add, both, mask)))


def set_aside_what_stays() -> None:
    """Look for no garbage in code and templates; a worker that does spends a twentieth of its time on it."""
    gc.collect()
    gc.freeze()
