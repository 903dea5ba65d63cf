"""What every page carries: the strict policy, no third party; and what the health page tells."""

import json
import re
import time
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import OperationalError, connection

from samverk.project.health import broker
from samverk.project.timers import PULSE_KEY, pulse
from tenants.models import Tenant
from tests.support.clients import SiteClient
from tests.support.factories import GuidePageFactory, NewsPageFactory, PersonFactory, PictureFactory, SectionPageFactory

pytestmark = [pytest.mark.server]
PAGES = (
    "/", "/nyheter/", "/nyheter/ny-rutin/", "/anstalld/", "/anstalld/fakturor/", "/innehall/", "/organisation/",
    "/mina-webbplatser/", "/-/komponenter/", "/finns-inte/",
)  # fmt: skip


@pytest.fixture
def full(skara: Tenant) -> None:
    NewsPageFactory(slug="ny-rutin", picture=PictureFactory())
    GuidePageFactory(slug="fakturor", parent=SectionPageFactory(slug="anstalld"))


def policy(response) -> dict[str, str]:  # type: ignore[no-untyped-def]
    parts = [part.strip().partition(" ") for part in response["Content-Security-Policy"].split(";") if part.strip()]
    return {name: value for name, _space, value in parts}


@pytest.mark.parametrize("path", PAGES)
def test_look_our_pages_have_the_strict_policy_and_keep_it(path: str, full: None, signed_in: SiteClient) -> None:
    response = signed_in.get(path)
    rules = policy(response)
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == "'self'"
    assert rules["frame-ancestors"] == "'none'"
    assert not any("unsafe" in rule or "http" in rule or "*" in rule for rule in rules.values())
    page = response.content.decode()
    assert not re.search(r"<style[\s>]|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=\"", page)
    outside = set(re.findall(r"(?:src|href|action)=\"((?:https?:)?//[^\"]+)\"", page))
    assert outside == set()
    assert response["X-Frame-Options"] == "DENY"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"


def test_look_only_wagtails_admin_is_laxer(skara: Tenant) -> None:
    editor = SiteClient("skara.localhost").sign_in(PersonFactory(editor=True))
    response = editor.get("/redaktion/")
    assert response.status_code == 200
    rules = policy(response)
    assert "'unsafe-inline'" in rules["script-src"]
    assert rules["default-src"] == "'self'"
    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "unsafe" not in editor.get("/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/logga-in/", "/anslut/", "/-/tema/x.css"])
def test_look_pages_before_sign_in_have_it_too(path: str, skara: Tenant) -> None:
    assert policy(SiteClient("skara.localhost").get(path))["default-src"] == "'none'"


def test_look_the_404_of_an_unknown_host_has_a_policy(sites: SimpleNamespace) -> None:
    response = SiteClient("okand.localhost").get("/")
    assert response.status_code == 404
    assert policy(response)["default-src"] == "'none'"


def health(host: str = "skara.localhost"):  # type: ignore[no-untyped-def]
    response = SiteClient(host).get("/-/halsa/")
    return response.status_code, json.loads(response.content)


def test_the_health_page_tells_of_database_worker_queue_and_version(sites: SimpleNamespace, settings) -> None:  # type: ignore[no-untyped-def]
    caches["deployment"].set(PULSE_KEY, time.time())
    status, facts = health()
    assert status == 200
    assert facts["status"] == "ok"
    assert facts["database"]["ok"] is True
    assert facts["worker"]["ok"] is True
    assert facts["queue_age"] == 0
    assert facts["version"] == settings.SAMVERK_VERSION


@pytest.mark.parametrize("host", ["skara.localhost", "localhost", "okand.localhost", "127.0.0.1:8000"])
def test_the_health_page_answers_on_every_name(host: str, sites: SimpleNamespace) -> None:
    response = SiteClient(host).get("/-/halsa/")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"


def test_without_a_pulse_the_house_is_degraded_but_serves(sites: SimpleNamespace) -> None:
    status, facts = health()
    assert (status, facts["status"], facts["worker"]) == (200, "degraded", {"ok": False, "why": "no pulse"})
    caches["deployment"].set(PULSE_KEY, time.time() - 60)
    assert health()[1]["worker"]["ok"] is False
    pulse.run()
    assert health()[1]["worker"]["ok"] is True


def test_an_old_message_in_the_queue_is_told(sites: SimpleNamespace) -> None:
    broker().lpush("samverk", json.dumps({"headers": {"samverk_queued_at": time.time() - 300}}))
    broker().lpush("samverk", json.dumps({"headers": {"samverk_queued_at": time.time()}}))
    _status, facts = health()
    assert facts["queue_age"] >= 300
    assert facts["queue"]["ok"] is False
    assert facts["queue"]["waiting"] == 2
    assert facts["status"] == "degraded"


def test_without_a_broker_the_house_is_degraded_but_serves(sites: SimpleNamespace, settings) -> None:  # type: ignore[no-untyped-def]
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    status, facts = health()
    assert status == 200
    assert facts["queue"] == {"ok": False, "why": "ConnectionError", "age_seconds": None}
    assert facts["status"] == "degraded"


def test_without_a_database_the_health_page_still_answers(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*args: object) -> None:
        raise OperationalError("gone")

    monkeypatch.setattr(connection, "cursor", gone)
    status, facts = health()
    monkeypatch.undo()
    assert (status, facts["status"], facts["database"]) == (503, "down", {"ok": False, "why": "OperationalError"})


def test_the_health_page_only_reads(sites: SimpleNamespace) -> None:
    assert SiteClient("skara.localhost").post("/-/halsa/").status_code == 405


def test_the_operator_sees_the_sites_and_their_state(operator: Tenant) -> None:
    page = SiteClient("localhost").sign_in(PersonFactory()).get("/").content.decode()
    for tenant in Tenant.objects.exclude(slug="drift"):
        assert tenant.official_name in page


def test_a_log_line_is_json_and_names_its_site(skara: Tenant) -> None:
    import logging

    from tenants.logs import JsonFormatter, SiteFilter

    record = logging.LogRecord("samverk.x", logging.INFO, "f", 1, "Hej %s", ("där",), None)
    assert SiteFilter().filter(record)
    line = json.loads(JsonFormatter().format(record))
    assert (line["site"], line["message"], line["level"]) == ("skara", "Hej där", "INFO")


def test_the_doctor_finds_nothing_wrong_but_the_tests_own_haste(sites: SimpleNamespace) -> None:
    from samverk.project.diagnosis import diagnose

    wrong = {finding.what for finding in diagnose() if not finding.ok}
    assert wrong <= {"Skrivning till disk"}, "fsync is off for the tests"


def test_the_doctor_tells_of_a_table_without_a_policy_and_of_a_site_that_lags(sites: SimpleNamespace) -> None:
    from samverk.project.diagnosis import diagnose

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE public.planted (id int)")
        cursor.execute("DELETE FROM hjo.django_migrations WHERE app = 'people'")
    said = [finding.says for finding in diagnose() if not finding.ok]
    assert any("planted" in text for text in said)
    assert any("1 webbplats ligger efter" in text for text in said)


def test_law10_the_doctor_counts_the_locks_and_the_age_of_connections(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    from samverk.project import diagnosis

    monkeypatch.setattr(diagnosis, "LOCK_MARGIN", 1_000_000)
    monkeypatch.setitem(settings.DATABASES["default"], "CONN_MAX_AGE", None)
    said = {finding.what: finding.says for finding in diagnosis.diagnose() if not finding.ok}
    assert "Sätt minst" in said["Lås"]
    assert "Sätt CONN_MAX_AGE till högst 3600" in said["Minne"]
