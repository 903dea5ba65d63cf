"""PF-62: how each site does, measured by ourselves: counters in the cache, a row a minute, an alarm, the evidence."""

import csv
import io
import time
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.core import mail
from django.core.cache import caches
from django.http import HttpResponse
from django.test import RequestFactory

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.timers import measure_sites, measure_storage_of_sites, publish_site
from tenants.cache_backend import ForgivingCache
from tenants.metering.actions.judge_sites import judge_sites
from tenants.metering.actions.measure_storage import measure_storage
from tenants.metering.actions.roll_up_minutes import roll_up_minutes
from tenants.metering.counters import count, counted, forget_counted
from tenants.metering.histogram import BUCKETS, ENDS, bucket_of, percentile
from tenants.metering.middleware import MeteringMiddleware
from tenants.metering.models import Incident, SiteMinute, SiteStorage
from tenants.metering.queries import curve_of
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import DocumentFactory, PersonFactory
from tests.support.told import told

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    return SiteClient("localhost").sign_in(PersonFactory(operator=True, email="jour@drift.example"))


def minute_row(schema_name: str, minute: datetime, requests: int, errors: int = 0, bucket: int = 4) -> None:
    durations = [0] * BUCKETS
    durations[bucket] = requests
    SiteMinute.objects.create(
        schema_name=schema_name, minute=minute, requests=requests, errors=errors, durations=durations
    )


def whole_minute(ago: int = 0) -> datetime:
    return clock.now().replace(second=0, microsecond=0) - timedelta(minutes=ago)


def test_pf62_a_percentile_is_read_from_buckets() -> None:
    counts = [0] * BUCKETS
    for milliseconds in range(1, 201):
        counts[bucket_of(milliseconds)] += 1
    assert percentile(counts, 0.95) == pytest.approx(190, abs=2)
    assert percentile(counts, 0.5) == pytest.approx(100, abs=2)
    assert percentile([0] * BUCKETS, 0.95) is None
    slow = [0] * BUCKETS
    slow[bucket_of(60_000)] = 1
    assert percentile(slow, 0.95) == ENDS[-1]


def test_pf62_each_request_is_counted_for_its_own_site(sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    at = 1_800_000_030.0
    monkeypatch.setattr("tenants.metering.counters.time.time", lambda: at)
    skara, hjo = SiteClient("skara.localhost"), SiteClient("hjo.localhost")
    for client, times in ((skara, 3), (hjo, 1)):
        for _number in range(times):
            client.get("/logga-in/")
    monkeypatch.setattr("samverk.identity.views.sign_in.ways_for", _break)
    skara.raise_request_exception = False
    assert skara.get("/logga-in/").status_code == 500
    SiteClient("nobody.localhost").get("/")
    now = datetime.fromtimestamp(at + 60, tz=UTC)
    assert roll_up_minutes(actor=HOUSE, now=now) == 2
    assert roll_up_minutes(actor=HOUSE, now=now) == 2, "again, and nothing is counted twice"
    rows = {row.schema_name: row for row in SiteMinute.objects.all()}
    assert {name: (row.requests, row.errors, sum(row.durations)) for name, row in rows.items()} == {
        "skara": (4, 1, 4),
        "hjo": (1, 0, 1),
    }
    skara.get("/-/tema/nej.css")
    roll_up_minutes(actor=HOUSE, now=now + timedelta(minutes=1))
    assert SiteMinute.objects.get(schema_name="skara").requests == 5, "a late count is taken along"


def _break(*args: object) -> None:
    raise ZeroDivisionError


def test_pf62_counting_costs_next_to_nothing_and_no_query(skara: object, django_assert_num_queries: object) -> None:
    request = RequestFactory().get("/")
    request.tenant = skara  # type: ignore[attr-defined]
    answer = HttpResponse()
    bare, metered = lambda request: answer, MeteringMiddleware(lambda request: answer)
    costs = []
    with django_assert_num_queries(0):  # type: ignore[operator]
        for handler in (bare, metered):
            handler(request)
            best = float("inf")
            for _round in range(5):
                started = time.process_time()
                for _number in range(200):
                    handler(request)
                best = min(best, (time.process_time() - started) / 200)
            costs.append(best)
    assert (costs[1] - costs[0]) * 1000 < 0.3, "0.1 ms is the goal, on a machine that nobody else uses"


def test_pf62_without_a_cache_every_page_is_served_and_nothing_counted(
    sites: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object, *args: object, **kwargs: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("redis.client.Redis.hincrby", refuse)
    monkeypatch.setattr("redis.client.Pipeline.execute", refuse)
    monkeypatch.setattr(ForgivingCache, "_resting_until", 0.0)
    assert SiteClient("skara.localhost").get("/logga-in/").status_code == 200
    assert counted([int(time.time() // 60)]) == {}
    monkeypatch.setattr(ForgivingCache, "_resting_until", 0.0)


def test_pf62_an_error_rate_over_the_limit_for_five_minutes_raises_one_alarm_on_that_site_only(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    for ago in range(1, 5):
        minute_row("skara", whole_minute(ago), 50, errors=10)
        minute_row("hjo", whole_minute(ago), 50, errors=2)
    assert judge_sites(actor=HOUSE, now=clock.now()) == [], "four minutes are not five"
    minute_row("skara", whole_minute(5), 50, errors=3)
    minute_row("hjo", whole_minute(5), 50, errors=50)
    measure_sites.run()
    measure_sites.run()
    (letter,) = mail.outbox
    assert letter.to == ["jour@drift.example"]
    assert "43 av 250" in letter.body
    assert Incident.objects.get().schema_name == "skara"
    assert [len(entries) for entries in told("tenants.begin_incident").values()] == [1]
    assert set(told("tenants.tell_of_incident")) == {"drift"}
    alarm = 'data-testid="incident"'
    assert alarm in olle.get("/drift/skara/").content.decode()
    assert alarm not in olle.get("/drift/hjo/").content.decode()
    assert "Många fel på Skara kommun" in olle.get("/drift/").content.decode()
    later = clock.now() + timedelta(minutes=6)
    minute_row("skara", later.replace(second=0, microsecond=0) - timedelta(minutes=1), 50)
    judge_sites(actor=HOUSE, now=later)
    assert Incident.objects.get().ended_at == later
    assert set(told("tenants.end_incident")) == {"drift"}
    assert alarm not in olle.get("/drift/skara/").content.decode()


def test_pf62_the_page_draws_what_was_measured_and_the_file_is_the_evidence(
    olle: SiteClient, sites: SimpleNamespace
) -> None:
    for ago in range(1, 61):
        minute_row("skara", whole_minute(ago), 6, errors=int(ago == 1))
    minute_row("hjo", whole_minute(1), 999)
    page = olle.get("/drift/skara/").content.decode()
    assert page.count('role="img"') >= 4
    assert " sidor/min, p95 99 ms, 0,3 % fel" in page
    assert "999" not in page
    steps = curve_of("skara", now=clock.now(), period=timedelta(days=1), steps=48)
    assert sum(step.requests for step in steps) == 360
    first, last = ((clock.now() + timedelta(days=days)).date() for days in (-1, 1))
    response = olle.get(f"/drift/skara/matningar.csv?fran={first}&till={last}")
    lines = list(csv.reader(io.StringIO(response.getvalue().decode("utf-8-sig")), delimiter=";"))
    assert lines[0] == ["minute", "requests", "errors", "p95_ms", "queue_seconds"]
    assert len(lines) == 61
    assert lines[-1] == [whole_minute(1).isoformat(), "6", "1", "98.8", "0.0"]


def test_pf62_a_queue_that_stands_still_is_seen_on_its_site(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        publish_site.delay()
    roll_up_minutes(actor=HOUSE, now=clock.now() + timedelta(seconds=90))
    row = SiteMinute.objects.get(queue_seconds__gt=0)
    assert (row.schema_name, row.requests) == ("skara", 0)
    assert row.queue_seconds == pytest.approx(90, abs=5)


def test_pf62_storage_is_measured_once_a_day_for_each_site(sites: SimpleNamespace) -> None:
    with site(sites.skara):
        document = DocumentFactory()
        size = document.file.size
    measure_storage_of_sites.run()
    measure_storage(actor=HOUSE, day=clock.today())
    rows = {row.schema_name: row for row in SiteStorage.objects.all()}
    assert set(rows) == {"public", "skara", "hjo", "mall", "gvs12"}
    assert (rows["skara"].files, rows["skara"].file_bytes) == (1, size)
    assert rows["hjo"].files == 0
    assert rows["hjo"].database_bytes > 100_000


def test_pf62_what_is_counted_late_of_an_erased_site_is_taken_away(sites: SimpleNamespace) -> None:
    """Another web process may hand over its last second after the site is gone (TN-13)."""
    minute = int(whole_minute(ago=1).timestamp() // 60)
    cells: ForgivingCache = caches["deployment"]  # type: ignore[assignment]
    cells.add_to_hash(f"metering:{minute}", {"borta 3 0": 2, "skara 3 0": 1}, 600)
    assert {schema for _minute, schema in counted([minute])} == {"borta", "skara"}
    roll_up_minutes(actor=HOUSE, now=clock.now())
    assert {schema for _minute, schema in counted([minute])} == {"skara"}
    assert set(SiteMinute.objects.values_list("schema_name", flat=True)) == {"skara"}


def test_pf62_what_waits_in_this_process_goes_with_its_site(sites: SimpleNamespace) -> None:
    count(schema_name="skara", seconds=0.01, failed=False)
    count(schema_name="hjo", seconds=0.01, failed=False)
    forget_counted("skara")
    assert {schema for _minute, schema in counted([int(time.time() // 60)])} == {"hjo"}


def test_pf62_old_minutes_are_let_go(sites: SimpleNamespace) -> None:
    minute_row("skara", whole_minute() - timedelta(days=15), 1)
    minute_row("skara", whole_minute() - timedelta(days=13), 1)
    caches["deployment"].clear()
    roll_up_minutes(actor=HOUSE, now=clock.now())
    assert SiteMinute.objects.count() == 1
