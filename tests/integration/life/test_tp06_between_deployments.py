"""TP-06: a release goes from one deployment to another, each with its own database and secret, through the commands."""

import json
import signal
import time
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest

from shared_templates.content.values import Content
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.support.masters import keep, process, release, term

pytestmark = [pytest.mark.server]

NOBODY = "0" * 40
TAKE = """
import django; django.setup()
from uuid import uuid4
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Release
from tenants.queries import tenant_by_slug
from tenants.site_context import site
with site(tenant_by_slug("lund")):
    for each in Release.objects.order_by("released_at"):
        take_release(actor=HOUSE, uuid=uuid4(), release=each.uuid, now=clock.now())
    print(*(f"{row.code} v{row.version} {row.likeness}" for row in Adopted.objects.all()), sep=", ")
"""
COUNTS = "SELECT (SELECT count(*) FROM catalogue_release), (SELECT count(*) FROM catalogue_releaseditem)"


def said(text: str) -> Content:
    return process(steps={"utred": text})


@pytest.fixture
def files(here: Deployment, elsewhere: Deployment, tmp_path: Path) -> list[Path]:
    """Two releases as files, and a template elsewhere that shall take them."""
    with site(tenant_by_slug("mall")):
        needed = keep("T-01", term("brukare"), kind="term")
        master = keep("P-08", said("Inom fjorton dagar."), requires=[needed.key])
        release(master, needed)
        release(keep("P-08", said("Inom sju dagar."), master=master))
    told = json.loads(here.samverk("release", "export", "mall", "--to", tmp_path / "ut", "--json"))
    elsewhere.samverk("tenant", "create", "mallen", "--name", "Mallen", "--kind", "template")
    found = [Path(one["file"]) for one in told["files"]]
    assert [path.name[:16] for path in found] == ["processer-1.0.0-", "processer-1.1.0-"]
    refused = elsewhere.run("release", "import", *found)
    assert (refused.returncode, "inte litar på" in refused.stderr) == (1, True), refused.stderr
    trust = ("release", "trust", found[0], "--site", "mallen", "--name", "Grannlänet", "--fingerprint")
    wrong = elsewhere.run(*trust, NOBODY)
    assert (wrong.returncode, "ett annat" in wrong.stderr) == (1, True), wrong.stderr
    elsewhere.samverk(*trust, told["fingerprint"])
    own = json.loads(here.samverk("release", "keys", "--json"))["own"]
    (theirs,) = json.loads(elsewhere.samverk("release", "keys", "--json"))["trusted"]
    assert (theirs["fingerprint"], theirs["name"]) == (own[0]["fingerprint"], "Grannlänet")
    return found


def test_tp06_another_deployment_takes_what_this_one_hands_out(
    files: list[Path], elsewhere: Deployment, tmp_path: Path
) -> None:
    # The order in which they are named does not matter.
    told = json.loads(elsewhere.samverk("release", "import", *reversed(files), "--json"))
    assert [(one["name"], one["version"], one["outcome"]) for one in told] == [
        ("Processer", "1.0.0", "received"), ("Processer", "1.1.0", "received"),
    ]  # fmt: skip
    assert "fanns redan" in elsewhere.samverk("release", "import", files[0])
    elsewhere.samverk("tenant", "create", "lund", "--name", "Lund", "--kind", "municipality", "--scb-code", "1281")
    assert elsewhere.python(TAKE).strip() == "P-08 v2 inherited, T-01 v1 inherited"
    elsewhere.samverk("release", "export", "mallen", "--to", tmp_path / "vidare")
    for path in files:
        assert (tmp_path / "vidare" / path.name).read_bytes() == path.read_bytes()
    listed = json.loads(elsewhere.samverk("release", "list", "mallen", "--json"))
    assert [(one["version"], one["origin"]) for one in listed] == [("1.1.0", "Mallkommunen"), ("1.0.0", "Mallkommunen")]
    key = json.loads(elsewhere.samverk("release", "keys", "--json"))["trusted"][0]["fingerprint"]
    elsewhere.samverk("release", "untrust", key)
    assert elsewhere.run("release", "untrust", key).returncode == 1
    assert elsewhere.run("release", "import", files[0]).returncode == 1
    assert elsewhere.run("release", "export", "lund", "--to", tmp_path / "inget").returncode == 1
    elsewhere.samverk("tenant", "delete", "mallen", "--yes")
    assert elsewhere.ask(COUNTS) == [(0, 0)]


@pytest.mark.endurance
def test_tp06_an_import_that_is_killed_leaves_nothing_and_is_done_by_the_next(
    files: list[Path], elsewhere: Deployment
) -> None:
    with closing(psycopg2.connect(elsewhere.url)) as holder, holder.cursor() as cursor:
        cursor.execute("LOCK TABLE catalogue_releaseditem IN SHARE MODE")
        process = elsewhere.start("release", "import", files[0])
        waits = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'catalogue_releaseditem'::regclass"
        while elsewhere.ask(waits) == [(0,)]:
            assert process.poll() is None
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    assert elsewhere.ask(COUNTS) == [(0, 0)]
    elsewhere.samverk("release", "import", files[0])
    assert elsewhere.ask(COUNTS) == [(1, 2)]
