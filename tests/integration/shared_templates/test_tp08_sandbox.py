"""TP-08: the model is tried out in a sandbox of its own, which is made anew from the drafts as they are."""

from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import Site

from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.models import Adopted, Application
from shared_templates.adoption.queries import waiting_releases
from shared_templates.catalogue.models import LikenessOfDay, Release, Standing
from shared_templates.masters.models import Master
from shared_templates.sandbox.actions.order_reset import order_reset
from shared_templates.sandbox.holding import last_done, text_in_sandbox
from shared_templates.sandbox.models import ResetState, SandboxReset
from tenants.actions.delete_tenant import delete_tenant
from tenants.life.rules import tables_not_copied
from tenants.models import Kind, Tenant
from tenants.queries import open_tenants, sandbox_of, tenant_by_slug
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process
from tests.support.sandboxes import model_and_sandbox, reset

pytestmark = [pytest.mark.server]


@pytest.fixture
def tried(committed: str) -> SimpleNamespace:
    return model_and_sandbox()


def test_tp08_the_drafts_apply_in_the_sandbox(tried: SimpleNamespace) -> None:
    with site(tried.sandbox):
        read = {row.code: (row.version, row.said()) for row in Adopted.objects.all()}
        assert read == {"P-08": (2, tried.changed.said()), "P-09": (1, tried.new.said())}
        assert not waiting_releases(clock.today())
        assert not Master.objects.exists()
        assert not SandboxReset.objects.exists()
        assert Site.objects.get().hostname == "prov.mall.localhost"
    with site(tried.mall):
        assert text_in_sandbox(tried.changed.key) == tried.changed.content_hash
        entry = AuditEntry.objects.get(verb="templates.reset_sandbox")
        assert (entry.actor_name, entry.details) == ("Lisa", {"masters": 2})
        assert AuditEntry.objects.filter(verb="templates.order_sandbox_reset").count() == 1
    with operator_site():
        assert AuditEntry.objects.filter(verb="tenants.make_copy").count() == 1


def test_tp08_undone_drafts_wait_and_can_be_taken_again(tried: SimpleNamespace) -> None:
    with site(tried.sandbox):
        undo_release(actor=HOUSE, application=Application.objects.get(name__startswith="Utkasten"), now=clock.now())
        assert {row.code: row.version for row in Adopted.objects.all()} == {"P-08": 1}
        (waiting,) = waiting_releases(clock.today())
        assert (waiting.release.name, waiting.count) == ("Utkasten", 2)


def test_tp08_nobody_elsewhere_sees_what_the_sandbox_has(tried: SimpleNamespace) -> None:
    with site(tried.sandbox):
        assert Release.objects.count() == 2
        assert Standing.objects.filter(schema_name="mall_ovning").count() == 2
    for name in ("mall", "skara", "gvs12"):
        with site(tenant_by_slug(name)):
            for model in (Release, Standing, LikenessOfDay):
                assert not model._default_manager.filter(schema_name="mall_ovning").exists()
    assert tried.sandbox.kind == Kind.SANDBOX
    assert tried.sandbox.slug not in open_tenants().values_list("slug", flat=True)


def test_tp08_a_reset_takes_away_all_that_was_done_there(tried: SimpleNamespace) -> None:
    with site(tried.sandbox):
        Adopted.objects.update(title="Ändrad på prov")
        Adopted.objects.get(code="P-09").delete()
        PersonFactory(username="bara-dar")
    with site(tried.mall):
        keep("P-10", process("Tredje"))
    again = reset()
    assert again.state == ResetState.DONE, again.why
    with site(tried.sandbox):
        assert set(Adopted.objects.values_list("code", "title")) == {
            ("P-08", "Avvikelse"), ("P-09", "Samtal"), ("P-10", "Tredje"),
        }  # fmt: skip
        assert not User.objects.filter(username="bara-dar").exists()
        assert Release.objects.count() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'mall_ovning%%'")
        assert cursor.fetchall() == [("mall_ovning",)]


def test_tp08_colleagues_come_along_without_address_password_and_what_is_theirs(tried: SimpleNamespace) -> None:
    with site(tried.sandbox), connection.cursor() as cursor:
        assert set(User.objects.values_list("email", "password", "is_superuser")) == {("", "!", False)}
        assert User.objects.filter(display_name="Lisa").exists()
        filled = set()
        for table, _why in tables_not_copied:
            cursor.execute(f"SELECT EXISTS (SELECT 1 FROM {table})")
            filled |= {table} if cursor.fetchone()[0] else set()
        # What the sandbox itself has written since it began: its own log, and whom it told of what was taken.
        assert filled <= {"kernel_auditentry", "kernel_auditlink", "notifications_event"}
        assert not AuditEntry.objects.filter(verb="templates.keep_master").exists()


def test_tp08_one_reset_at_a_time(committed: str) -> None:
    with site(tenant_by_slug("mall")):
        first = order_reset(actor=HOUSE, uuid=uuid4(), now=clock.now())
        assert order_reset(actor=HOUSE, uuid=first.uuid, now=clock.now()) == first
        with pytest.raises(ValidationError, match="återställs redan"):
            order_reset(actor=HOUSE, uuid=uuid4(), now=clock.now())
        assert SandboxReset.objects.count() == 1
    with site(tenant_by_slug("skara")), pytest.raises(ValidationError, match="mallkommun"):
        order_reset(actor=HOUSE, uuid=uuid4(), now=clock.now())


def test_tp08_a_reset_that_fails_leaves_the_old_sandbox_and_says_why(
    tried: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(**kwargs: object) -> None:
        raise RuntimeError("no")

    with site(tried.sandbox):
        Adopted.objects.filter(code="P-09").update(title="Kvar")
    monkeypatch.setattr("shared_templates.sandbox.actions.carry_out_reset.let_drafts_apply", breaks)
    with pytest.raises(RuntimeError):
        reset()
    with site(tried.mall):
        failed = SandboxReset.objects.first()
        assert failed is not None
        assert (failed.state, failed.why) == (ResetState.FAILED, "Något gick fel. Driften kan se vad som hände.")
        assert last_done() == tried.done
        assert AuditEntry.objects.filter(verb="templates.reset_failed", result="failed").count() == 1
    with site(tried.sandbox):
        assert Adopted.objects.get(code="P-09").title == "Kvar"
        assert Release.objects.count() == 2


def test_tp08_a_sandbox_is_a_templates_and_is_named_so(committed: str) -> None:
    assert sandbox_of("mall") is None
    done = reset()
    assert done.state == ResetState.DONE, done.why
    found = sandbox_of("mall")
    assert found is not None
    assert found[1] == "prov.mall.localhost"
    with pytest.raises(ValidationError, match="övningsmiljöers"):
        Tenant(
            schema_name="ny_ovning", slug="ny-ovning", kind="cooperation", name="Ny", official_name="Ny", mark="N",
            languages=["sv"], created_at=clock.now(),
        ).full_clean()  # fmt: skip


def test_tp08_a_template_that_is_removed_takes_its_sandbox_with_it(tried: SimpleNamespace) -> None:
    with operator_site():
        delete_tenant(actor=HOUSE, tenant=tried.mall)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'mall%%'")
        assert cursor.fetchone() == (0,)
    assert not Tenant.objects.filter(schema_name__startswith="mall").exists()
