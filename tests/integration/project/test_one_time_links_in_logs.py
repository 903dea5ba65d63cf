"""Who reads a log must not get in by it: links that open something are cut, in our lines and in the web server's."""

import json
import logging
import logging.config
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.http import Http404, HttpRequest
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver, get_resolver
from gunicorn.config import Config

from samverk.kernel.registries import secret_paths
from samverk.project.web_log import WebLog
from tenants.logs import without_secrets
from tenants.models import Tenant
from tests.support.clients import SiteClient

SECRET = "hV3xQ-8s_Zk0hemligt"


@pytest.fixture
def written() -> Iterator[StringIO]:
    """What the real configuration writes, where we can read it."""
    stream = StringIO()
    wanted = {**settings.LOGGING, "handlers": {"log": {**settings.LOGGING["handlers"]["log"]}}}
    wanted["handlers"]["log"] = {
        "class": "logging.StreamHandler", "stream": stream, "filters": ["site"], "formatter": "json",
    }  # fmt: skip
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    logging.config.dictConfig(wanted)
    yield stream
    root.handlers[:], root.level = before, level
    logging.getLogger("django.security.SuspiciousOperation").filters.clear()


@pytest.mark.server
def test_pf06_a_link_that_is_used_up_or_broken_leaves_no_secret_in_the_log(
    skara: Tenant, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = SiteClient("skara.localhost", raise_request_exception=False)
    assert browser.get(f"/valkommen/{SECRET}/").status_code == 404
    monkeypatch.setattr("samverk.identity.guests.views.welcome.invitation_behind", _fails)
    assert browser.get(f"/valkommen/{SECRET}/?token={SECRET}").status_code == 500
    assert browser.get(f"/overlamning/x/?biljett={SECRET}").status_code == 302
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert len(lines) >= 2
    assert any("/valkommen/…" in line["message"] for line in lines)
    assert any("trace" in line for line in lines), "the fault itself is told"
    assert SECRET not in written.getvalue()


def _fails(**_asked: object) -> None:
    raise RuntimeError(f"went wrong at /valkommen/{SECRET}/")


@pytest.mark.server
@pytest.mark.parametrize("path", ["/?x=%00", "/nyheter/%00/"])
def test_a_scanners_nul_is_a_warning_without_a_trace(path: str, skara: Tenant, written: StringIO) -> None:
    assert SiteClient("skara.localhost").get(path).status_code == 400
    lines = [json.loads(line) for line in written.getvalue().splitlines()]
    assert {line["level"] for line in lines} <= {"WARNING"}
    assert lines, "told, but shortly"
    assert not any("trace" in line for line in lines)


def test_pf06_the_web_servers_own_logs_are_cut_too(tmp_path: Path) -> None:
    config = Config()
    config.set("errorlog", str(tmp_path / "error.log"))
    config.set("accesslog", str(tmp_path / "access.log"))
    config.set("access_log_format", "%(r)s %(U)s %(q)s %(f)s")
    log = WebLog(config)
    environ = {
        "REQUEST_METHOD": "GET", "RAW_URI": f"/valkommen/{SECRET}/?code={SECRET}", "SERVER_PROTOCOL": "HTTP/1.1",
        "PATH_INFO": f"/valkommen/{SECRET}/", "QUERY_STRING": f"code={SECRET}", "HTTP_REFERER": f"https://skara.se/valkommen/{SECRET}/",
    }  # fmt: skip
    answer = SimpleNamespace(status="404 Not Found", sent=1, headers=[])
    took = SimpleNamespace(seconds=0, microseconds=1, total_seconds=lambda: 0)
    log.access(answer, SimpleNamespace(headers=[]), environ, took)
    try:
        raise Http404(f"/valkommen/{SECRET}/")
    except Http404:
        log.exception("Error handling request %s", environ["RAW_URI"])
    for name in ("access.log", "error.log"):
        text = (tmp_path / name).read_text()
        assert "/valkommen/…" in text, name
        assert SECRET not in text, name


def test_pf06_every_address_with_a_token_is_known_to_the_knife() -> None:
    found = [route for route in _routes(get_resolver("samverk.project.urls.site")) if "token" in route]
    assert found
    for route in found:
        start = "/" + route.split("<", 1)[0]
        assert start in set(secret_paths.values()), route
        request: HttpRequest = RequestFactory().get(f"{start}{SECRET}/")
        assert SECRET not in without_secrets(f"GET {request.get_full_path()} 404")


def _routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        if isinstance(each, URLPattern):
            yield route
        else:
            yield from _routes(each, route)
