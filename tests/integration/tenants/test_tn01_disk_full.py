"""TN-01: the disk runs full while a site is being made. A clear message, nothing half left, the next run works."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import connection

from samverk.kernel.actions.record_audit import HOUSE
from samverk.project.embedded.postgres import EmbeddedPostgres
from tenants.actions.create_tenant import CouldNotCreate, NewTenant, create_tenant
from tenants.models import Tenant
from tests.support import servers
from tests.support.databases import ensure_template, use_server

NEW = NewTenant(slug="tibro", name="Tibro", kind="municipality", scb_code="1472", hosts=("tibro.localhost",))
#: More than what the copy of the template needs in pages that are written late, less than a site of 12 MB.
ROOM = 4_000_000


@pytest.fixture
def small_disk() -> Iterator[Path]:
    """A file system of its own for one database, of a size that is known."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small file system")
    parent = Path(tempfile.mkdtemp(prefix="samverk-disk-", dir="/tmp"))
    parent.chmod(0o711)
    disk = parent / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(disk)], check=False, capture_output=True
    )
    if mounted.returncode:
        parent.rmdir()
        pytest.skip(f"no small file system here: {mounted.stderr.decode().strip()}")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)
        shutil.rmtree(parent, ignore_errors=True)


@pytest.fixture
def on_a_small_disk(
    small_disk: Path, tmp_path: Path, django_db_setup: None, django_db_blocker: pytest.FixtureDef
) -> Iterator[Path]:
    """Django's database lies on the small disk, in a server of its own: a full disk stops a server's every checkpoint,
    and with it whatever other tests do there."""
    if "DATABASE_URL" not in os.environ[servers._SET_HERE].split(","):
        pytest.skip("a given server's superuser is not ours to use")
    home = Path(tempfile.mkdtemp(prefix="samverk-disk-", dir="/tmp"))
    server = EmbeddedPostgres(home, settings={**servers.UNSYNCED, "autovacuum": "off"})
    server.start()
    try:
        server.account.own(small_disk)
        name = "samverk_test_small_disk"
        with closing(psycopg2.connect(server.superuser.url)) as superuser:
            superuser.autocommit = True
            with superuser.cursor() as cursor:
                cursor.execute("CREATE TABLESPACE small_disk LOCATION %s", [str(small_disk)])
                cursor.execute(f"CREATE DATABASE {name} OWNER samverk TABLESPACE small_disk")
                carry_template(server, name, by_way_of=tmp_path / "template.sql")
                # What is written late is written now: the room left is the room there is.
                cursor.execute("CHECKPOINT")
        with django_db_blocker.unblock(), use_server(server.address.to(name)):
            yield small_disk
    finally:
        server.stop()
        shutil.rmtree(home, ignore_errors=True)


def carry_template(to: EmbeddedPostgres, name: str, *, by_way_of: Path) -> None:
    """Fill the database with what the template of all tests holds; as superuser, whom row-level security lets read."""
    source = EmbeddedPostgres(servers.base()).superuser.to(ensure_template())
    subprocess.run([to.binaries / "pg_dump", "--file", by_way_of, source.url], check=True)
    load = [to.binaries / "psql", "-q", "-v", "ON_ERROR_STOP=1", "-f", by_way_of, to.superuser.to(name).url]
    subprocess.run(load, stdout=subprocess.DEVNULL, check=True)


def fill(disk: Path) -> Path:
    """Leave no more than ROOM."""
    filler = disk / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - ROOM)
    return filler


@pytest.mark.long
def test_tn01_a_full_disk_leaves_nothing_says_so_and_the_next_run_works(on_a_small_disk: Path) -> None:
    filler = fill(on_a_small_disk)
    with pytest.raises(CouldNotCreate, match="Ingenting blev kvar") as refused:
        create_tenant(actor=HOUSE, new=NEW)
    assert "No space left on device" in str(refused.value), "the operator is told why, in the server's own words"
    connection.close()
    assert not Tenant.objects.filter(slug="tibro").exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = 'tibro'")
        assert cursor.fetchone() == (0,)
    filler.unlink()
    assert create_tenant(actor=HOUSE, new=NEW).slug == "tibro"
