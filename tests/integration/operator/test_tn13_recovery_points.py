"""TN-13: the operator's page of a site says exactly which moments it can be put back to, and with what command."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection
from django.utils import timezone

from samverk.kernel import clock
from samverk.project import recovery
from samverk.project.embedded.backup import STAMP
from samverk.project.embedded.places import key_of
from tests.support.budget import assert_query_budget
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server, pytest.mark.django_db]
PAGE = "/drift/skara/"


@pytest.fixture
def olle(sites: SimpleNamespace) -> SiteClient:
    return SiteClient("localhost").sign_in(PersonFactory(operator=True))


@pytest.fixture
def home(tmp_path: Path, settings: object, monkeypatch: pytest.MonkeyPatch) -> Path:
    settings.SAMVERK_HOME = tmp_path  # type: ignore[attr-defined]
    monkeypatch.setattr(recovery, "_is_embedded", lambda home, host: True)
    return tmp_path


def copy_of(home: Path, finished: datetime) -> None:
    (home / "backup" / "base" / finished.strftime(STAMP)).mkdir(parents=True)


def told(olle: SiteClient) -> str:
    page = olle.get(PAGE).content.decode()
    return page.partition('data-testid="recovery"')[2].partition("</section>")[0]


def in_words(moment: datetime) -> str:
    from django.utils.formats import date_format

    return date_format(timezone.localtime(moment), "j F Y H.i.s")


def test_tn13_without_a_copy_the_page_says_that_nothing_can_be_put_back(olle: SiteClient, home: Path) -> None:
    assert "Det finns ingen säkerhetskopia" in told(olle)
    (home / "backup" / "base" / ".new-123").mkdir(parents=True)
    assert "Det finns ingen säkerhetskopia" in told(olle), "one that is not whole is none"


def test_tn13_the_oldest_second_is_the_first_copys_end_and_never_before_the_site_was_made(
    olle: SiteClient, sites: SimpleNamespace, home: Path
) -> None:
    now = clock.now().replace(microsecond=0)
    type(sites.skara).objects.update(created_at=now - timedelta(days=100))
    oldest, newest = now - timedelta(days=40), now - timedelta(hours=3)
    for finished in (newest, oldest):
        copy_of(home, finished)
    log = home / "backup" / "log"
    log.mkdir()
    (log / f"{'0' * 23}1.00000028.backup").touch()
    (log / f"{'0' * 23}2").touch()
    text = told(olle)
    assert in_words(oldest) in text
    assert "2, den senaste klar" in text
    assert "kan filer saknas" in text, "forty days back, and deleted files stay for thirty"
    example = timezone.localtime(newest).strftime("%Y-%m-%d %H:%M:%S")
    assert f"samverk tenant restore skara --at &quot;{example}&quot;".replace("&quot;", '"') in text
    assert "äldre än ett dygn" not in text
    assert in_words(datetime.fromtimestamp((log / f"{'0' * 23}2").stat().st_mtime, UTC)) in text
    made = now - timedelta(hours=1)
    type(sites.skara).objects.update(created_at=made)
    text = told(olle)
    assert in_words(made) in text
    assert in_words(oldest) not in text
    assert "kan filer saknas" not in text


def test_tn13_a_late_copy_and_what_lies_beside_are_told_for_one_query_more(
    olle: SiteClient, sites: SimpleNamespace, home: Path
) -> None:
    copy_of(home, clock.now() - timedelta(hours=27))
    told(olle)
    with assert_query_budget(40) as before:
        assert "äldre än ett dygn" in told(olle)
    with connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA skara_before_20261101t101500")
        cursor.execute("CREATE SCHEMA skara_before_20261102t101500")
    with assert_query_budget(40) as after:
        text = told(olle)
    assert len(after) == len(before)
    assert "samverk tenant forget-before skara" in text
    assert "1 november 2026 kl. 11.15" in text


def test_tn13_a_server_of_ones_own_is_not_ours_to_promise_for(olle: SiteClient) -> None:
    text = told(olle)
    assert "Databasen är en egen server." in text
    assert "--from-database" in text


def test_tn13_whose_database_it_is_follows_from_its_socket(tmp_path: Path) -> None:
    assert recovery._is_embedded(tmp_path, f"{tmp_path}/run/postgres")
    assert recovery._is_embedded(tmp_path, f"/tmp/samverk-{key_of(tmp_path)}-postgres")
    for other in ("", "db.example.org", "/var/run/postgresql", f"{tmp_path}/run/restore"):
        assert not recovery._is_embedded(tmp_path, other)
