"""`samverk audit …` as an operator runs it."""

import json

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.project.cli.main import cli
from tenants.models import Tenant
from tenants.site_context import site

pytestmark = [pytest.mark.server]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["audit", *arguments])


def test_law54_verify_tells_of_every_site_and_of_the_one_that_was_changed(committed: str) -> None:
    with site(Tenant.objects.get(slug="skara")):
        record_audit(actor=HOUSE, verb="test.act")
    done = run("verify", "--json")
    assert done.exit_code == 0, done.output
    told = {report["slug"]: report for report in json.loads(done.stdout)}
    assert set(told) == {"drift", "skara", "hjo", "mall", "gvs12"}
    assert all(report["whole"] and report["links"] and not report["findings"] for report in told.values())

    with site(Tenant.objects.get(slug="skara")), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE kernel_auditentry DISABLE TRIGGER USER")
        cursor.execute("UPDATE kernel_auditentry SET result = 'refused' WHERE verb = 'test.act' RETURNING id")
        number = cursor.fetchone()[0]
    connection.set_schema_to_public()
    done = run("verify", "skara", "--json")
    assert done.exit_code == 1
    (report,) = json.loads(done.stdout)
    assert report["whole"] is False
    assert [(finding["kind"], finding["entry"]) for finding in report["findings"]] == [("changed", number)]
    said = run("verify", "skara").output
    assert "raden är ändrad" in said
    assert str(number) in said
    assert run("verify", "hjo").exit_code == 0


def test_law14_dispose_only_counts_without_a_decision(committed: str) -> None:
    done = run("dispose", "skara", "--class", "traffic", "--before", "2020-01-01", "--json")
    assert json.loads(done.stdout) == {"slug": "skara", "class": "traffic", "count": 0, "disposed": False}


def test_law54_anchor_keeps_the_ends(committed: str) -> None:
    assert "Sparade för 5 webbplatser." in run("anchor").output
    assert "Sparade för 0 webbplatser." in run("anchor").output
