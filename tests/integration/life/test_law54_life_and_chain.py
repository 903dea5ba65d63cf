"""LAW-54 through TN-11 and TN-13: the chain of a site's log goes with it, and its anchors leave with it."""

import json
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest

from samverk.kernel import clock
from samverk.kernel.actions.dispose_audit import dispose_audit
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.kernel.models import AuditEntry
from tenants.anchors.actions.anchor_logs import anchor_logs
from tenants.anchors.models import AuditAnchor
from tenants.anchors.queries import anchors_of, verify_log
from tenants.life.actions.erase_tenant import erase_tenant
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.actions.import_tenant import import_tenant
from tenants.life.actions.request_erasure import request_erasure
from tenants.life.actions.restore_tenant import restore_tenant
from tenants.life.scan import Names, scan
from tenants.queries import tenant_by_slug
from tenants.site_context import operator_site, site
from tests.integration.life.conftest import Deployment
from tests.support.told import BY_OLLE, OLLE, told

pytestmark = [pytest.mark.server]
CHANGE = """ALTER TABLE skara.kernel_auditentry DISABLE TRIGGER USER;
    UPDATE skara.kernel_auditentry SET result = 'refused' WHERE verb = 'tests.{0}';
    ALTER TABLE skara.kernel_auditentry ENABLE TRIGGER USER"""


def act(*verbs: str) -> None:
    with site(tenant_by_slug("skara")):
        for verb in verbs:
            record_audit(actor=HOUSE, verb=verb)


def verbs() -> list[str]:
    with site(tenant_by_slug("skara")):
        return list(AuditEntry.objects.order_by("id").values_list("verb", flat=True))


def anchor() -> None:
    anchor_logs(actor=HOUSE, now=clock.now())


def test_law54_the_chain_comes_with_the_site_and_goes_on(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    act("tests.first", "tests.second")
    manifest = export_tenant(actor=OLLE, slug="skara", target=archive)
    assert told("tenants.export_tenant") == {"drift": BY_OLLE, "skara": BY_OLLE}
    links = manifest.tables["kernel_auditlink"].rows
    assert links == manifest.tables["kernel_auditentry"].rows
    elsewhere.samverk("tenant", "import", archive)
    elsewhere.samverk("audit", "anchor")
    (report,) = json.loads(elsewhere.samverk("audit", "verify", "skara", "--json"))
    assert (report["whole"], report["links"]) == (True, links + 1)
    last = "SELECT seq, hash FROM skara.kernel_auditlink WHERE seq = %s"
    assert elsewhere.ask(last, links) == here.ask(last, links)

    elsewhere.ask(CHANGE.format("first"))
    done = elsewhere.run("audit", "verify", "skara", "--json")
    assert done.returncode == 1
    assert [found["kind"] for found in json.loads(done.stdout)[0]["findings"]] == ["changed"]


def test_law54_a_site_that_comes_back_after_its_erasure_is_not_judged_by_old_anchors(
    committed: str, archive: Path
) -> None:
    act("tests.first")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    act("tests.after_the_archive")
    anchor()
    skara = tenant_by_slug("skara")
    names = Names("skara", "skara", str(skara.uuid), ("skara.localhost",))
    request_erasure(actor=HOUSE, tenant=skara, now=clock.now(), grace_days=0)
    erase_tenant(actor=HOUSE, slug="skara", now=clock.now())
    with operator_site():
        assert not AuditAnchor.objects.filter(schema_name="skara").exists()
        assert AuditAnchor.objects.filter(schema_name="hjo").exists()
        planted = AuditAnchor.objects.create(schema_name="skara", seq=1, hash="0" * 64, at=clock.now())
        assert scan(names)["public_rows"] > 0, "the scan looks among the anchors"
        planted.delete()
        assert scan(names)["public_rows"] == 0

    import_tenant(actor=OLLE, source=archive)
    assert told("tenants.import_tenant") == {"drift": BY_OLLE, "skara": BY_OLLE}
    assert verbs()[-2:] == ["tests.first", "tenants.import_tenant"]
    report = verify_log(tenant_by_slug("skara"))
    assert report.whole, report.findings


def test_law54_no_anchor_is_written_for_a_site_that_is_being_erased(committed: str) -> None:
    act("tests.first")
    with psycopg2.connect(committed) as eraser, eraser.cursor() as cursor:
        cursor.execute("SET samverk.tenant = 'public'; SELECT 1 FROM tenants_tenant WHERE slug = 'skara' FOR UPDATE")
        made = {one.schema_name for one in anchor_logs(actor=HOUSE, now=clock.now())}
    eraser.close()
    assert made == {"public", "hjo", "mall", "gvs12"}
    assert [one.schema_name for one in anchor_logs(actor=HOUSE, now=clock.now())] == ["skara"]


def test_law54_a_restore_keeps_the_chain_and_every_anchor(committed: str, archive: Path) -> None:
    act("tests.first")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    act("tests.second", "tests.third")
    anchor()
    restore_tenant(actor=OLLE, slug="skara", source=archive, now=clock.now())
    assert told("tenants.restore_tenant") == {"drift": BY_OLLE, "skara": BY_OLLE}
    assert told("tenants.begin_log_anew") == {}
    assert verbs()[-3:] == ["tests.second", "tests.third", "tenants.restore_tenant"]
    report = verify_log(tenant_by_slug("skara"))
    assert report.whole, report.findings
    assert [one.seq for one in anchors_of("skara")] == [report.links - 1], "the anchor before is still asked"


def test_law54_a_restore_makes_a_changed_entry_whole_again(here: Deployment, archive: Path) -> None:
    act("tests.first")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    here.ask(CHANGE.format("first"))
    assert not verify_log(tenant_by_slug("skara")).whole
    restore_tenant(actor=HOUSE, slug="skara", source=archive, now=clock.now())
    assert verify_log(tenant_by_slug("skara")).whole


def test_law14_what_was_disposed_of_does_not_come_back_with_a_restore(committed: str, archive: Path) -> None:
    act("identity.sign_in", "tests.first")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    day = clock.today() + timedelta(days=1)
    with site(tenant_by_slug("skara")):
        taken = dispose_audit(
            actor=HOUSE, audit_class="traffic", before=day, decision="KS § 1", today=day + timedelta(days=4000)
        )
    assert taken >= 1
    assert "identity.sign_in" not in verbs()
    restore_tenant(actor=HOUSE, slug="skara", source=archive, now=clock.now())
    assert "identity.sign_in" not in verbs()
    assert "tests.first" in verbs()
    report = verify_log(tenant_by_slug("skara"))
    assert report.whole, report.findings
    assert report.disposed == taken


def test_law54_an_archive_of_another_history_is_taken_up_anew_and_says_so(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    """The site lived in another deployment meanwhile: two logs with the same numbers and other words."""
    act("tests.first")
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    elsewhere.samverk("tenant", "import", archive)
    back = archive.with_name("back.zip")
    elsewhere.samverk("tenant", "export", "skara", "--to", back)
    act("tests.here", "tests.here_too")
    anchor()
    restore_tenant(actor=OLLE, slug="skara", source=back, now=clock.now())
    assert told("tenants.begin_log_anew") == {"drift": BY_OLLE, "skara": BY_OLLE}
    report = verify_log(tenant_by_slug("skara"))
    assert report.whole, report.findings
    logged = verbs()
    for verb in ("tests.first", "tenants.import_tenant", "tenants.export_tenant", "tests.here", "tests.here_too"):
        assert logged.count(verb) == 1, verb
    assert logged[-2:] == ["tenants.begin_log_anew", "tenants.restore_tenant"]
    with operator_site():
        begun = AuditAnchor.objects.exclude(begins="").get()
    assert (begun.schema_name, begun.seq) == ("skara", report.links - 2)
