"""One template database with five sites, and a copy of it for each worker and each test that commits."""

import fcntl
import hashlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg2
import psycopg2.errors
from django.db import connections
from psycopg2 import sql

from samverk.project.embedded.address import ServerAddress
from tests.support.servers import CHECKOUT, WORKER, base, with_database

#: What decides how the template looks; a change in any of these builds it anew.
SOURCES = (
    "tenants/migrations/*.py",
    "platform/samverk/**/migrations/*.py",
    "platform/samverk/**/registrations.py",
    "tenants/registrations.py",
    "shared_templates/**/migrations/*.py",
    "shared_templates/**/registrations.py",
    "shared_templates/groups.py",
    "tenants/policies.py",
    "tenants/artifact.py",
    "tenants/migrating/*.py",
    "tenants/actions/create_tenant.py",
    "platform/samverk/intranet/actions/furnish_site.py",
    "platform/samverk/kernel/standard_rights.py",
    "platform/samverk/project/migrating.py",
    "platform/samverk/project/settings/apps.py",
    "requirements/dev.txt",
    "tests/support/build_template.py",
)


def template_name() -> str:
    """Name of the template for today's code."""
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(CHECKOUT.glob(pattern)):
            digest.update(str(path.relative_to(CHECKOUT)).encode() + path.read_bytes())
    return f"samverk_test_template_{digest.hexdigest()[:12]}"


def ensure_template() -> str:
    """Build the template when it is missing (25 s); the workers wait for the first."""
    name = template_name()
    with (base() / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name in _names("samverk_test_template_%"):
            return name
        for old in _names("samverk_test_template_%"):
            drop(old)
        if WORKER != "main" and "SAMVERK_TEST_ONE_TEMPLATE" not in os.environ:
            # The other workers wait for the template: one core makes this one, another the empty deployment.
            threading.Thread(target=other_template, daemon=True).start()
        unfinished = "samverk_test_unfinished"
        drop(unfinished)
        _administer("CREATE DATABASE {}", unfinished)
        environment = {**os.environ, "DATABASE_URL": with_database(os.environ["DATABASE_URL"], unfinished)}
        command = [sys.executable, "-m", "tests.support.build_template"]
        subprocess.run(command, env=environment, cwd=CHECKOUT, check=True)
        _administer("ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def other_template() -> str:
    """The name of a database with an empty deployment: made once (20 s), kept like the template."""
    name = template_name().replace("template", "other")
    with (base() / "other.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if name in _names("samverk_test_other_%"):
            return name
        for old in _names("samverk_test_other_%"):
            drop(old)
        unfinished = "samverk_test_unfinished_other"
        drop(unfinished)
        _administer("CREATE DATABASE {}", unfinished)
        url = with_database(os.environ["DATABASE_URL"], unfinished)
        command = [sys.executable, "-m", "tests.support.build_template", "--empty"]
        subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, cwd=CHECKOUT, check=True)
        _administer("ALTER DATABASE {} RENAME TO {}", unfinished, name)
    return name


def copy_template(name: str) -> None:
    """Make `name` anew as a copy of the template, about a second."""
    template = ensure_template()
    with (base() / "template.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        drop(name)
        # Half the time of the way that goes through the log, which is for servers that must not lose it.
        _administer("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY", name, template)


def drop(name: str) -> None:
    """Remove a database and cut whoever still holds it."""
    for _attempt in range(20):
        try:
            return _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)
        except psycopg2.errors.InsufficientPrivilege:
            # The server's own vacuum is in there, and only a superuser may cut it; it is soon done.
            time.sleep(0.5)
    return _administer("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def use_database(name: str) -> None:
    """Point Django at another database of the same server; threads begun later follow."""
    connections["default"].close()
    connections.settings["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


@contextmanager
def use_server(address: ServerAddress) -> Iterator[None]:
    """Point Django at a database of another server."""
    settings = connections["default"].settings_dict
    before = {name: settings[name] for name in address.as_django()}
    try:
        connections["default"].close()
        settings.update(address.as_django())
        yield
    finally:
        connections["default"].close()
        settings.update(before)


@contextmanager
def scratch_database(suffix: str = "scratch") -> Iterator[str]:
    """A copy of the template where commits are real; thrown away afterwards. Gives its DATABASE_URL."""
    before = connections["default"].settings_dict["NAME"]
    name = f"samverk_test_{WORKER}_{suffix}"
    copy_template(name)
    use_database(name)
    try:
        yield with_database(os.environ["DATABASE_URL"], name)
    finally:
        use_database(before)
        drop(name)


def _administer(statement: str, *names: str) -> None:
    connection = psycopg2.connect(with_database(os.environ["DATABASE_URL"], "postgres"))
    try:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
    finally:
        connection.close()


def _names(pattern: str) -> list[str]:
    connection = psycopg2.connect(with_database(os.environ["DATABASE_URL"], "postgres"))
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern])
            return [row[0] for row in cursor.fetchall()]
    finally:
        connection.close()
