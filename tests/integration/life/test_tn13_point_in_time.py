"""TN-13 on the embedded database: any second since the first backup, by backup and log, in a real home."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
import pytest

from samverk.project.embedded.home import prepare_home, secret
from samverk.project.embedded.lock import HomeUsers
from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey
from tests.integration.embedded.conftest import new_parent, remove_home
from tests.support.servers import CHECKOUT, clean_environment

BUILD = """
import django; django.setup()
from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.migrating import migrate
from tenants.actions.create_tenant import NewTenant, create_tenant
migrate()
for slug, code in (("skara", "1495"), ("hjo", "1497")):
    create_tenant(actor=HOUSE, new=NewTenant(
        slug=slug, name=slug.title(), kind="municipality", scb_code=code, hosts=(f"{slug}.localhost",)))
"""


class House:
    """A home with its own servers, spoken to through the command line and as the application's role."""

    def __init__(self, home: Path) -> None:
        self.home = home
        # The house is somebody who uses the servers: the commands below would else stop them as they leave.
        self.users = HomeUsers(prepare_home(home))
        self.users.enter()
        self.postgres = EmbeddedPostgres(home)
        self.address = self.postgres.start()
        self.valkey = EmbeddedValkey(home)
        self.valkey.start()

    def samverk(self, *arguments: str) -> str:
        environment = {**clean_environment(), "SAMVERK_HOME": str(self.home)}
        for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
            environment.pop(name, None)
        done = subprocess.run(
            [sys.executable, "-m", "samverk.project.cli", *arguments],
            env=environment,
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def build(self) -> None:
        """Two sites, in one process."""
        environment = {
            **clean_environment(),
            "SAMVERK_HOME": str(self.home),
            "DATABASE_URL": self.address.url,
            "REDIS_URL": self.valkey.url,
            "SAMVERK_CACHE_URL": self.valkey.cache_url,
            "SAMVERK_SECRET_KEY": secret(self.home, "secret-key"),
            "DJANGO_SETTINGS_MODULE": "samverk.project.settings",
        }
        subprocess.run([sys.executable, "-c", BUILD], env=environment, cwd=CHECKOUT, check=True)

    def sql(self, statement: str, *parameters: object) -> list[tuple[object, ...]]:
        with closing(psycopg2.connect(self.address.url)) as connected:
            connected.autocommit = True
            with connected.cursor() as cursor:
                cursor.execute(statement, parameters)
                return cursor.fetchall() if cursor.description else []

    def title(self, slug: str) -> object:
        return self.sql(f"SELECT title FROM {slug}.wagtailcore_page WHERE depth = 2")[0][0]

    def name(self, slug: str, title: str) -> None:
        self.sql(f"UPDATE {slug}.wagtailcore_page SET title = %s WHERE depth = 2", title)


@pytest.fixture
def house() -> Iterator[House]:
    parent = new_parent()
    built = House(parent / "home")
    yield built
    built.users.leave()
    remove_home(parent / "home")
    shutil.rmtree(parent, ignore_errors=True)


@pytest.mark.endurance
def test_tn13_one_site_goes_back_to_a_second_and_its_neighbour_does_not(house: House) -> None:
    house.build()
    house.samverk("backup")
    moments = {}
    for title in ("09.54", "09.55"):
        house.name("skara", title)
        time.sleep(1.1)
        moments[title] = datetime.now(UTC)
        time.sleep(1.1)
    house.sql("DELETE FROM skara.wagtailcore_site; UPDATE skara.wagtailcore_page SET title = 'förstörd'")
    house.name("hjo", "10.02")

    said = json.loads(house.samverk("tenant", "restore", "skara", "--at", moments["09.54"].isoformat(), "--json"))
    assert house.title("skara") == "09.54"
    assert house.sql("SELECT count(*) FROM skara.wagtailcore_site") == [(1,)]
    assert house.title("hjo") == "10.02"
    assert house.title(said["before"]) == "förstörd"
    assert not os.path.lexists(house.home / "restore")
    assert list(house.home.glob(".restore-*")) == []
