"""What a web worker does without is not missed: every thread has its own language and connections."""

import threading
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, unquote
from uuid import uuid4

import pytest
from asgiref.local import Local
from django.conf import LazySettings, settings
from django.core.cache import cache, caches
from django.db import connection, connections
from django.middleware import csrf
from django.template import Context, Template
from django.template.base import NodeList
from django.template.defaulttags import IfNode
from django.template.loader_tags import BlockNode
from django.templatetags.i18n import TranslateNode
from django.test import override_settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone, translation
from django.utils.connection import BaseConnectionHandler, ConnectionProxy
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import trans_real

from samverk.project import web_worker

#: Makes a connection where the thread has none.
made = BaseConnectionHandler.__getitem__


@pytest.fixture
def by_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a web worker, until the test is over."""
    for holder, name in web_worker.LOCALS:
        monkeypatch.setattr(holder, name, getattr(holder, name))
    web_worker.keep_by_thread()


def in_a_thread(ask: Callable[[], Any]) -> Any:
    """What another thread is answered."""
    told: list[Any] = []
    thread = threading.Thread(target=lambda: told.append(ask()))
    thread.start()
    thread.join()
    return told[0]


def test_django_keeps_by_coroutine_what_the_worker_keeps_by_thread() -> None:
    assert all(isinstance(getattr(holder, name), Local) for holder, name in web_worker.LOCALS)


@pytest.mark.usefixtures("by_thread")
def test_each_thread_has_its_own_language_zone_and_connections() -> None:
    here = connections["default"]
    with translation.override("en"), timezone.override("UTC"):
        assert (translation.get_language(), str(timezone.get_current_timezone())) == ("en", "UTC")
        assert in_a_thread(translation.get_language) == settings.LANGUAGE_CODE
        assert str(in_a_thread(timezone.get_current_timezone)) == settings.TIME_ZONE
        assert in_a_thread(lambda: connections["default"]) is not here
        assert connections["default"] is here


@pytest.mark.usefixtures("by_thread")
def test_a_proxy_gives_what_is_this_threads_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ConnectionProxy, "__getattr__", ConnectionProxy.__getattr__)
    asked: list[str] = []
    monkeypatch.setattr(type(connections), "__getitem__", lambda self, alias: asked.append(alias) or made(self, alias))
    web_worker.ask_the_connection_itself()
    for _again in range(2):
        assert connection.ops is connections._connections.default.ops  # type: ignore[attr-defined]
        assert cache.key_prefix == caches["default"].key_prefix
    assert asked == ["default"], "made once"
    assert in_a_thread(lambda: connection.ops) is not connection.ops
    with pytest.raises(AttributeError):
        connection.no_such_thing  # noqa: B018 - asked for


def test_a_setting_is_what_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    before = {name: getattr(settings, name) for name in dir(settings) if name.isupper()}
    monkeypatch.setattr(LazySettings, "__getattribute__", LazySettings.__getattribute__)
    web_worker.read_settings_plainly()
    assert {name: getattr(settings, name) for name in dir(settings) if name.isupper()} == before
    with override_settings(DEBUG=True, SAMVERK_MADE_UP=7):
        assert (settings.DEBUG, settings.SAMVERK_MADE_UP) == (True, 7)
    assert not settings.DEBUG
    assert not hasattr(settings, "SAMVERK_MADE_UP")


def test_an_address_is_found_once() -> None:
    resolver: Any = get_resolver(settings.ROOT_URLCONF)
    plain = resolver.resolve("/inkorg/")
    web_worker.remember_addresses()
    try:
        found = resolver.resolve("/inkorg/")
        assert (found.func, found.args, found.kwargs) == (plain.func, plain.args, plain.kwargs)
        assert resolver.resolve("/inkorg/") is found
    finally:
        for table in (settings.ROOT_URLCONF, settings.PUBLIC_SCHEMA_URLCONF):
            del get_resolver(table).resolve


def test_an_address_is_written_once_and_as_django_writes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = URLResolver._reverse_with_prefix
    asked: list[object] = []

    def counted(self: Any, *args: Any, **kwargs: Any) -> str:
        asked.append(args)
        return plain(self, *args, **kwargs)

    monkeypatch.setattr(URLResolver, "_reverse_with_prefix", counted)
    web_worker.remember_written_addresses()
    thing = uuid4()
    for view, args, kwargs in (
        ("templates:preview", (thing,), {}), ("templates:preview", (str(thing),), {}),
        ("talk:write", ("page", "7"), {}), ("talk:write", (), {"kind": "page", "key": "7"}),
        ("talk:write", (), {"kind": "page", "key": "å 7"}), ("talk:write", ("page", 7), {}),
    ):  # fmt: skip
        told = reverse(view, settings.ROOT_URLCONF, args=args, kwargs=kwargs)
        asked.clear()
        assert reverse(view, settings.ROOT_URLCONF, args=args, kwargs=kwargs) == told
        assert asked == []
        assert told == quote(unquote(told), safe="/")
    for _again in range(2):
        with pytest.raises(NoReverseMatch):
            reverse("talk:write", settings.ROOT_URLCONF, args=("page",))
    assert len(asked) == 2, "what is no address is asked anew"


def test_a_text_is_looked_up_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = trans_real.gettext
    monkeypatch.setattr(trans_real, "gettext", lambda message: asked.append(message) or plain(message))
    monkeypatch.setattr(translation._trans, "gettext", plain)
    web_worker.remember_texts()
    asked.clear()
    lazy = translation.gettext_lazy("Inkorg")
    for _again in range(2):
        for code, said in (("sv", "Inkorg"), ("en", "Inbox")):
            with translation.override(code):
                assert (translation.gettext("Inkorg"), str(lazy)) == (said, said)
    assert asked == ["Inkorg", "Inkorg"], "once for each language"
    for _again in range(2):
        assert isinstance(translation.gettext(mark_safe("Inkorg")), SafeString), "markup stays markup"
    assert asked == ["Inkorg"] * 3, "and is looked up once, too"
    assert type(translation.gettext("Inkorg")) is str
    assert translation.gettext("") == ""


def test_a_text_in_a_template_is_drawn_once_for_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    plain = trans_real.gettext
    monkeypatch.setattr(trans_real, "gettext", lambda message: asked.append(message) or plain(message))
    monkeypatch.setattr(translation._trans, "gettext", trans_real.gettext)
    monkeypatch.setattr(TranslateNode, "render", TranslateNode.render)
    web_worker.remember_drawn_texts()
    template = Template(
        "{% load i18n %}{% translate 'Inkorg' %} {% translate 'Inkorg' as named %}{{ named }}"
        " {% translate given %} {% translate 'Inkorg'|upper %} {% translate 'Inkorg' noop %}"
    )
    for _again in range(2):
        for code, said in (("sv", "Inkorg"), ("en", "Inbox")):
            with translation.override(code):
                drawn = template.render(Context({"given": "<Inkorg>"}))
                assert drawn == f"{said} {said} &lt;Inkorg&gt; {said.upper()} Inkorg"
    fixed = [each for each in asked if type(each) is SafeString]
    assert len(fixed) == 2 * 2 + 4, "two that are fixed, each once a language; the one with a filter each time"


def test_a_templates_blocks_are_those_django_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = NodeList.get_nodes_by_type
    monkeypatch.setattr(NodeList, "get_nodes_by_type", plain)
    web_worker.remember_blocks()
    nodes = Template("{% block a %}{% if x %}{% block b %}{% endblock %}{% endif %}{% endblock %}").nodelist
    for _again in range(2):
        assert nodes.get_nodes_by_type(BlockNode) == plain(nodes, BlockNode)
        assert nodes.get_nodes_by_type(IfNode) == plain(nodes, IfNode)
    nodes.get_nodes_by_type(BlockNode).clear()
    assert len(nodes.get_nodes_by_type(BlockNode)) == 2, "a list of the caller's own"


def test_a_forms_token_is_as_long_as_django_wants_and_every_letter_as_likely(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = csrf._unmask_cipher_token  # type: ignore[attr-defined]
    for name in ("_get_new_csrf_string", "_mask_cipher_secret", "_unmask_cipher_token"):
        monkeypatch.setattr(csrf, name, getattr(csrf, name))
    web_worker.draw_letters_at_once()
    made = [csrf._get_new_csrf_string() for _ in range(4000)]  # type: ignore[attr-defined]
    assert {len(each) for each in made} == {csrf.CSRF_SECRET_LENGTH}
    assert len(set(made)) == len(made)
    counted = Counter("".join(made))
    assert set(counted) == set(csrf.CSRF_ALLOWED_CHARS)
    mean = 4000 * csrf.CSRF_SECRET_LENGTH / len(csrf.CSRF_ALLOWED_CHARS)
    # Of one letter's count the spread is 45; were the uneven bytes kept, eight letters came 20 % more often.
    assert max(counted.values()) < mean * 1.15
    assert min(counted.values()) > mean * 0.85
    masked = {csrf._mask_cipher_secret(made[0]) for _ in range(1000)}  # type: ignore[attr-defined]
    assert len(masked) == 1000, "never the same twice"
    assert {plain(each) for each in masked} == {made[0]}, "as Django takes the mask off"
    assert {csrf._unmask_cipher_token(each) for each in masked} == {made[0]}  # type: ignore[attr-defined]


@pytest.mark.parametrize("table", ["ROOT_URLCONF", "PUBLIC_SCHEMA_URLCONF"])
def test_no_address_follows_the_language(table: str) -> None:
    """One that did would lead the next visitor where the first one's language did."""
    every = list(patterns(get_resolver(getattr(settings, table))))
    assert len(every) > 50
    for each in every:
        told: Any = each.pattern
        assert isinstance(getattr(told, "_route", getattr(told, "_regex", None)), str), told


def patterns(resolver: URLResolver) -> Iterator[URLPattern | URLResolver]:
    """Everything below."""
    for each in resolver.url_patterns:
        yield each
        if isinstance(each, URLResolver):
            yield from patterns(each)
