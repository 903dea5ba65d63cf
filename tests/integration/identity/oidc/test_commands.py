"""The operator's commands: a provider is registered, linked, listed, paused and removed from the command line."""

import json
import os
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.support.openid.provider import CLIENT_SECRET, Provider

pytestmark = [pytest.mark.server]


@pytest.fixture
def samverk(committed: str) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run `samverk provider …` against a database of its own."""

    def run(*arguments: str, answer: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "samverk.project.cli", "provider", *arguments],
            env={**os.environ, "DATABASE_URL": committed, "COLUMNS": "200"},
            input=answer,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run


@pytest.mark.long
def test_pf01_a_provider_from_the_command_line(samverk: Callable[..., subprocess.CompletedProcess[str]]) -> None:
    with Provider() as provider:
        options = ["--name", "Skaras", "--issuer", provider.issuer, "--client-id", provider.client_id]
        done = samverk("register", "skaras", *options, "--client-secret", CLIENT_SECRET)
        assert done.returncode == 0, done.stderr
        unsafe = samverk("register", "evil", *options, "--issuer", "http://login.example", "--client-secret", "")
    assert unsafe.returncode == 1
    assert "https://" in unsafe.stderr
    done = samverk("link", "skaras", "skara", "--claim", "iss", "--value", provider.issuer, "--everyone", "employee")
    assert done.returncode == 0, done.stderr
    assert "https://skara.localhost/logga-in/via/skaras/svar/" in done.stdout
    (row,) = json.loads(samverk("list", "--json").stdout)
    assert row["sites"] == [f"skara: iss={provider.issuer}"]
    assert "hemlig" not in json.dumps(row)
    refused = samverk("remove", "skaras", "--yes")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "används fortfarande av en webbplats" in refused.stderr
    assert samverk("change", "skaras", "--state", "paused").returncode == 0
    assert samverk("unlink", "skaras", "skara", "--yes").returncode == 0
    assert samverk("remove", "skaras", "--yes").returncode == 0
    assert json.loads(samverk("list", "--json").stdout) == []
