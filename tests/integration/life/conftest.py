"""Two deployments: the one that the tests stand in, and a fresh one whose content types have other numbers."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings

from tests.support import databases
from tests.support.servers import CHECKOUT, WORKER, with_database


#: Makes an empty deployment where no content type has the number it has here.
@dataclass(frozen=True)
class Deployment:
    """A database and a home of its own, spoken to through the command line."""

    url: str
    home: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "DATABASE_URL": self.url,
            "SAMVERK_HOME": str(self.home),
            # A key of its own: nothing that is signed or keyed here may matter there.
            "SAMVERK_SECRET_KEY": f"another deployment's key, long enough to be one: {self.home.name}",
        }

    def start(self, *arguments: str | Path) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "samverk.project.cli", *map(str, arguments)],
            env=self.environment,
            cwd=CHECKOUT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments: str | Path) -> "subprocess.CompletedProcess[str]":
        with self.start(*arguments) as process:
            out, err = process.communicate(timeout=240)
        return subprocess.CompletedProcess(process.args, process.returncode, out, err)

    def samverk(self, *arguments: str | Path) -> str:
        """Run a command that must succeed; what it said."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def python(self, program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", program], env=self.environment, cwd=CHECKOUT, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def ask(self, question: str, *parameters: object) -> list[tuple[object, ...]]:
        connected = psycopg2.connect(self.url)
        try:
            connected.autocommit = True
            with connected.cursor() as cursor:
                cursor.execute("SET samverk.tenant = 'public'")
                cursor.execute(question, parameters)
                return cursor.fetchall() if cursor.description else []
        finally:
            connected.close()


@pytest.fixture(scope="session")
def other_template() -> str:
    """The name of a database with an empty deployment: made once (20 s), kept like the tests' own template."""
    return databases.other_template()


@pytest.fixture
def elsewhere(other_template: str, tmp_path: Path) -> Iterator[Deployment]:
    """A fresh deployment with its own database, files and key."""
    name = f"samverk_test_{WORKER}_elsewhere"
    databases.drop(name)
    databases._administer("CREATE DATABASE {} TEMPLATE {}", name, other_template)
    home = tmp_path / "other"
    (home / "files").mkdir(parents=True)
    yield Deployment(with_database(os.environ["DATABASE_URL"], name), home)
    databases.drop(name)


@pytest.fixture
def here(committed: str) -> Deployment:
    """The deployment that the test itself stands in, through the command line."""
    return Deployment(committed, Path(settings.SAMVERK_HOME))


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return tmp_path / "skara.zip"
