"""The operator's command as a person meets it: exit codes, sentences, where log lines go, the first account."""

import json
import os
import re
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.conf import LazySettings
from django.contrib.auth.hashers import check_password
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import connection

from samverk.identity.groups import OPERATORS, SYSTEM_MAINTAINERS
from samverk.identity.models import User
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.project.cli.first_account import usable_address
from samverk.project.cli.main import cli, sentence
from samverk.project.embedded.lock import HomeLock
from samverk.project.settings.database import read_database_url
from tenants.actions.create_tenant import NewTenant, create_tenant
from tenants.models import Tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site
from tests.integration.embedded.conftest import new_parent, remove_home
from tests.support.clients import SiteClient
from tests.support.servers import CHECKOUT, clean_environment

pytestmark = [pytest.mark.server]
Run = Callable[..., "subprocess.CompletedProcess[str]"]
NEW = ("tenant", "create", "testby", "--name", "Testby", "--kind", "municipality", "--scb-code", "0001")


@pytest.fixture
def home() -> Iterator[Path]:
    parent = new_parent()
    yield parent / "home"
    remove_home(parent / "home")


@pytest.fixture
def samverk(home: Path) -> Run:
    """Run the command with the tests' servers, or with what `extra` says, in a home of its own."""

    def run(*words: str, say: str = "", **extra: str) -> "subprocess.CompletedProcess[str]":
        servers = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL")}
        environment = {**clean_environment(), **servers, "SAMVERK_HOME": str(home), **extra}
        return subprocess.run(
            [sys.executable, "-m", "samverk.project.cli", *words],
            env=environment, cwd=CHECKOUT, input=say, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


@pytest.fixture
def database(committed: str, samverk: Run, settings: LazySettings) -> Run:
    """The command on a database of one's own with the five sites in it."""
    # The command hashes in earnest; the tests' own cheap hashing could not read it.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

    def run(*words: str, say: str = "", **extra: str) -> "subprocess.CompletedProcess[str]":
        return samverk(*words, say=say, **{"DATABASE_URL": committed, **extra})

    return run


def refused(done: "subprocess.CompletedProcess[str]", sentence: str, *, code: int = 1) -> None:
    """It failed, said so in Swedish, and showed no trace."""
    assert done.returncode == code, done.stdout + done.stderr
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_the_doctor_ends_with_1_when_something_is_wrong(database: Run) -> None:
    done = database("doctor", REDIS_URL="redis://127.0.0.1:1/0")
    assert done.returncode == 1, "the tests' database does not sync, and there is no broker"
    assert "saker behöver åtgärdas." in done.stdout
    told = database("doctor", "--json")
    assert told.returncode == 1
    assert [f["what"] for f in json.loads(told.stdout) if not f["ok"]] == ["Skrivning till disk"]
    assert "\n1 sak behöver åtgärdas." in database("doctor").stdout


def test_a_deletion_that_is_not_confirmed_ends_with_1_and_deletes_nothing(database: Run) -> None:
    done = database("tenant", "delete", "hjo", say="skara\n")
    refused(done, "Ingenting är borttaget.")
    assert "[]" not in done.stdout
    assert tenant_by_slug("hjo").slug == "hjo"
    assert database("tenant", "delete", "hjo", say="hjo\n").returncode == 0


def test_clone_check_ends_with_1_when_a_site_differs(database: Run) -> None:
    assert database("tenant", "clone-check", "hjo").returncode == 0
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE hjo.people_placement CASCADE")
    assert database("tenant", "clone-check", "hjo").returncode == 1
    assert database("tenant", "clone-check", "hjo", "--json").returncode == 1


@pytest.mark.parametrize("words", [["suspend", "drift"], ["suspend", "drift", "--reopen"], ["delete", "drift"]])
def test_the_operators_own_site_is_refused_before_anything_is_asked(words: list[str], database: Run) -> None:
    done = database("tenant", *words)
    refused(done, "Samverk drift (drift) är driftens egen webbplats.")
    assert "Skriv drift" not in done.stdout


def test_an_unknown_site_is_told_by_name(database: Run) -> None:
    for verb in ("suspend", "delete", "clone-check"):
        refused(
            database("tenant", verb, "okand"), "Det finns ingen webbplats som heter okand. Se ”samverk tenant list”."
        )


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"name": ""}, "--name: Skriv webbplatsens namn, till exempel Skara."),
        ({"brand_colour": "red"}, "--brand-colour: Skriv färgen som # och sex tecken, till exempel #1d5c4d."),
        *(
            ({"slug": slug}, f"Kortnamnet {slug} är reserverat. Välj ett annat, till exempel kommunens namn.")
            for slug in ("postgres", "drift", "www", "public", "localhost", "samverk", "pg-x1")
        ),
        *(
            (
                {"slug": slug},
                f"Kortnamnet {slug} går inte att använda. Skriv 3–40 tecken: a–z, siffror och bindestreck.",
            )
            for slug in ("ab", "Hallå", "1ab", "ab-")
        ),
        ({"scb_code": "1"}, "En kommun behöver sin kommunkod hos SCB, fyra siffror."),
    ],
)
def test_tn01_what_cannot_be_used_is_told_once_with_the_options_name(
    changes: dict[str, str], told: str, sites: SimpleNamespace
) -> None:
    wanted = {"slug": "testby", "name": "Testby", "kind": "municipality", "scb_code": "0001", **changes}
    with pytest.raises(ValidationError) as refusal:
        create_tenant(actor=HOUSE, new=NewTenant(**wanted, hosts=("testby.localhost",)))
    assert sentence(refusal.value) == told


def test_the_fields_of_a_form_are_told_as_options_and_no_sentence_twice() -> None:
    error = ValidationError({"official_name": ["Skriv ett namn.", "Skriv ett namn."], "hosts": ["Upptagen."]})
    assert sentence(error) == "--official-name: Skriv ett namn. --host: Upptagen."


def test_tn01_a_refused_site_is_one_sentence_and_nothing_is_made(database: Run) -> None:
    refused(database(*NEW, "--admin", "A B"), "Användarnamnet A B går inte att använda.")
    assert not Tenant.objects.filter(slug="testby").exists()


@pytest.mark.parametrize(
    "url",
    [
        "nonsense",
        "mysql://u:hemligt@server/db",
        "postgresql://u:annat@hemligt@server/db",
        "postgresql://u:hemligt/annat@server/db",
        "postgresql://u:1/hemligt@server/db",
        "host=server password=hemligt fel=ja",
    ],
)
def test_an_unreadable_database_url_is_explained_without_its_password(url: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL går inte att läsa") as refusal:
        read_database_url(url)
    assert "hemligt" not in "".join(traceback.format_exception(refusal.value, limit=0))


def test_an_unreadable_database_url_is_no_trace(samverk: Run) -> None:
    done = samverk("doctor", DATABASE_URL="mysql://u:hemligt@server/db")
    refused(done, "DATABASE_URL går inte att läsa")
    assert "hemligt" not in done.stdout + done.stderr


def test_a_database_that_does_not_answer_is_told_in_whole_sentences(samverk: Run) -> None:
    done = samverk("doctor", DATABASE_URL="postgresql://u:hemligt@127.0.0.1:1/db")
    refused(done, "Connection refused. Kontrollera DATABASE_URL och att databasservern är igång.")
    assert "hemligt" not in done.stderr
    assert "samverk doctor" not in done.stderr


def said(*words: str, code: int, **environment: str) -> str:
    """What the command says when it comes no further than to click; quick."""
    result = CliRunner().invoke(cli, words, env=environment, prog_name="samverk")
    assert result.exit_code == code, result.output
    return result.output


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_refused(port: str) -> None:
    assert "SAMVERK_PORT" in said("demo", "--no-serve", code=2, SAMVERK_PORT=port)


def test_a_usage_error_ends_with_2_and_no_trace(samverk: Run) -> None:
    refused(samverk("demo", "--no-serve", SAMVERK_PORT="abc"), "”abc” är inget tal.", code=2)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["tenant", "create"], "Det saknas ett argument"),
        (["tenant", "create", "x"], "Det saknas ett val '--name'."),
        (["okant"], "Kommandot okant finns inte."),
        (["doctor", "--jsno"], "Valet --jsno finns inte. Menar du '--json'?"),
        (["demo", "--scale", "huge"], "”huge” finns inte. Välj bland 'small', 'full', 'load'."),
        (["doctor", "extra"], "Ett ord för mycket: extra"),
    ],
)
def test_clicks_own_words_are_swedish(words: list[str], sentence: str) -> None:
    told = said(*words, code=2, LANGUAGE="en")
    assert f"Det gick inte. {sentence}" in told.replace("'--scale' går inte att använda: ", "")
    assert "Användning: samverk" in told
    assert not re.search(r"Usage|Error|Try '", told)


def test_the_help_is_swedish() -> None:
    told = said("demo", "--help", code=0)
    assert "Visa den här texten." in told
    assert not re.search(r"Usage|Options:|Show this|default:", told)


def test_log_lines_go_to_a_file_and_not_among_what_a_person_reads(database: Run, home: Path) -> None:
    done = database(*NEW)
    assert done.returncode == 0, done.stderr
    assert "samverk.audit" not in done.stdout + done.stderr
    assert not re.search(r"^\{", done.stdout + done.stderr, re.MULTILINE)
    log = home / "log" / "command.log"
    assert "samverk tenant admin testby --username NAMN" in done.stdout
    assert "Adress: http://testby.localhost:" in done.stdout
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert ("tenants.create_tenant", "testby", "Testby") in {(e["message"], e["site"], e["object"]) for e in lines}
    assert log.stat().st_mode & 0o777 == 0o600


def test_other_programs_keep_their_log_on_stderr(home: Path, committed: str) -> None:
    code = (
        "import django; django.setup(); import logging; logging.getLogger('samverk.x').info('hej');"
        "from django.conf import settings; print(settings.LOGGING['handlers']['log']['class'])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "samverk.project.settings", "SAMVERK_HOME": str(home)},
        cwd=CHECKOUT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert json.loads(done.stderr)["message"] == "hej"
    assert done.stdout == "logging.StreamHandler\n"


def test_the_web_server_and_the_worker_do_not_write_in_the_commands_log(monkeypatch: pytest.MonkeyPatch) -> None:
    from samverk.project.serving import web, worker

    monkeypatch.setenv("SAMVERK_LOG", "command")
    for child in (web(Path("/x"), port=1, workers=1), worker(Path("/x"))):
        assert child.env is not None
        assert "SAMVERK_LOG" not in child.env
        assert child.env["PATH"] == os.environ["PATH"]


def test_the_address_of_a_site_is_where_the_house_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    monkeypatch.delenv("SAMVERK_PORT", raising=False)
    assert usable_address(tmp_path, "hjo.localhost") == "http://hjo.localhost:8000/"
    monkeypatch.setenv("SAMVERK_PORT", "8123")
    assert usable_address(tmp_path, "hjo.localhost") == "http://hjo.localhost:8123/"
    with HomeLock(tmp_path) as lock:
        lock.publish(address="http://skara.localhost:8456/")
        assert usable_address(tmp_path, "hjo.localhost") == "http://hjo.localhost:8456/"
    settings.SAMVERK_HTTPS = True
    assert usable_address(tmp_path, "intranat.hjo.se") == "https://intranat.hjo.se/"


def test_pf08_a_new_site_has_a_first_account_that_signs_in_as_maintainer(database: Run, home: Path) -> None:
    done = database(*NEW, "--admin", "forsta")
    assert done.returncode == 0, done.stderr
    password = re.findall(r"Lösenord: +(\S+)", done.stdout)
    assert len(password) == 1
    assert len(password[0]) == 23
    assert password[0] not in done.stderr + (home / "log" / "command.log").read_text()
    with site(tenant_by_slug("testby")):
        user = User.objects.get()
        assert check_password(password[0], user.password)
        assert [group.name for group in user.groups.all()] == [SYSTEM_MAINTAINERS]
        entry = AuditEntry.objects.get(verb="identity.create_local_account")
        assert (entry.actor_name, entry.object_label) == ("Samverk", "Systemförvaltare")
        assert password[0] not in json.dumps(entry.details)
        client = SiteClient("testby.localhost")
        answer = client.post("/logga-in/", {"username": "forsta", "password": password[0]})
        assert answer.status_code == 302
        assert client.get("/administration/").status_code == 200


def test_pf08_an_account_that_exists_is_not_taken_over(database: Run) -> None:
    first = json.loads(database("tenant", "admin", "hjo", "--username", "nod", "--json").stdout)
    assert (first["slug"], first["username"]) == ("hjo", "nod")
    refused(database("tenant", "admin", "hjo", "--username", "nod"), "Det finns redan ett konto som heter nod.")
    with site(tenant_by_slug("hjo")):
        assert check_password(first["password"], User.objects.get(username="nod").password)
        assert AuditEntry.objects.filter(verb="identity.create_local_account").count() == 1
    with site(tenant_by_slug("skara")):
        assert not User.objects.filter(username="nod").exists()
    linked = json.loads(database("tenant", "admin", "hjo", "--username", "lisa", "--link", "--json").stdout)
    assert "password" not in linked
    path = linked["link"].partition("localhost")[2].partition("/")[2]
    browser = SiteClient("hjo.localhost")
    word = {"password": "blåklint och havre", "again": "blåklint och havre"}
    assert browser.post(f"/{path}", word)["Location"] == "/administration/"
    refused(database("tenant", "admin", "drift", "--username", "lisa", "--link"), "har inga länkar")


def test_the_operators_own_site_gets_a_first_account_too(database: Run) -> None:
    done = database("tenant", "admin", "drift", "--username", "chef", "--json")
    assert done.returncode == 0, done.stderr
    with operator_site():
        user = User.objects.get(username="chef")
        assert [group.name for group in user.groups.all()] == [OPERATORS]
        client = SiteClient("localhost")
        client.post("/logga-in/", {"username": "chef", "password": json.loads(done.stdout)["password"]})
        assert client.get("/drift/").status_code == 200


def test_the_list_is_swedish_and_hides_nothing_in_a_narrow_terminal(database: Run) -> None:
    wide = database("tenant", "list").stdout
    assert re.search(r"skara +Skara kommun +Kommun +Öppen +1495 +skara\.localhost", wide)
    narrow = database("tenant", "list", COLUMNS="40").stdout
    assert "…" not in narrow
    assert json.loads(database("tenant", "list", "--json").stdout)[0]["kind"] == "operator"


def test_demo_accounts_shows_the_main_roles_and_json_all() -> None:
    every = json.loads(said("demo", "accounts", "--json", code=0))
    assert len(every) > 900
    assert all(set(account) == {"host", "username", "role", "capacity"} for account in every)
    shown = said("demo", "accounts", code=0)
    assert len(shown.splitlines()) < 100
    assert {account["host"] for account in every} == set(re.findall(r"^\S*localhost", shown, re.MULTILINE))
    assert len(said("demo", "accounts", "--all", code=0).splitlines()) > 900
    one = said("demo", "accounts", "--host", "hjo.localhost", code=0)
    of_hjo = [account for account in every if account["host"] == "hjo.localhost"]
    assert one.count("hjo.localhost") == len(of_hjo)
    assert "skara" not in one
    assert "Det finns inga konton på okand." in said("demo", "accounts", "--host", "okand", code=1)
