"""Law 3: what a site can see and write of the public schema, asked with raw SQL past every manager and view."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.db import DatabaseError, IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from samverk.identity.delegation.models import Answer, Invitation
from samverk.identity.devices.models import SignedIn
from samverk.identity.directory.actions import enter_in_directory
from samverk.identity.directory.models import DirectoryEntry, Handoff
from samverk.identity.directory.queries import person_key
from samverk.identity.support.models import SupportSession
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE, record_audit
from samverk.kernel.models import AuditEntry
from samverk.people.shared_skills.models import SharedSkill
from samverk.people.vacancies.models import RoleState
from samverk.portal.everywhere.models import SharedAlarm
from shared_templates.board.models import Submission, Word
from shared_templates.catalogue.models import LikenessOfDay, Standing, TrustedKey
from shared_templates.deviations.models import DeviationSum
from shared_templates.knowledge.models import Use
from shared_templates.proposals.models import Comment, Decision, Vote
from tenants.anchors.models import AuditAnchor
from tenants.life.models import Operation, RetiredHost
from tenants.metering.models import Incident, SiteMinute, SiteStorage
from tenants.models import MigrationRun, MigrationRunSite
from tenants.orders.models import SiteOrder
from tenants.policies import Exempt, apply_policies, public_tables
from tenants.settings.shared.models import SettingsStamp, TemplateSetting
from tenants.site_context import operator_site, site
from tests.support.factories import PersonFactory
from tests.support.knowledge import shared, written
from tests.support.masters import keep, release, term
from tests.support.openid.rows import provider_row
from tests.support.proposals import draft, send, take

pytestmark = [pytest.mark.server, pytest.mark.django_db]

GUARDED = sorted(name for name, rule in public_tables if not isinstance(rule, Exempt))
#: Tables whose rows belong to two sites, and to the operator not at all.
BETWEEN_SITES = ("directory_directoryentry", "directory_handoff", "delegation_invitation", "delegation_answer",
                 "shared_skills_sharedskill", "proposals_proposal", "proposals_decision", "proposals_vote",
                 "proposals_comment", "board_submission", "board_word",
                 "deviations_deviationsum",
                 "knowledge_sharedarticle", "knowledge_articleversion", "knowledge_use")  # fmt: skip
#: Which tables a municipality may read rows of, and whose.
READABLE = {
    "tenants_tenant": "all",
    "tenants_domain": "all",
    "tenants_schemaartifact": "all",
    "life_retiredhost": "all",
    "shared_settings_templatesetting": "all",
    "shared_settings_settingsstamp": "all",
    "directory_directoryentry": "own",
    "directory_handoff": "own",
    "delegation_invitation": "own",
    "delegation_answer": "own",
    "oidc_provider": "own",
    "oidc_providersite": "own",
    "support_supportsession": "own",
    "vacancies_rolestate": "own",
    "everywhere_sharedalarm": "all",
    "shared_skills_sharedskill": "own",
    "board_submission": "own",
    "board_word": "own",
    "deviations_deviationsum": "own",
    "knowledge_sharedarticle": "all",
    "knowledge_articleversion": "all",
    "knowledge_use": "all",
    "catalogue_release": "all",
    "catalogue_releaseditem": "all",
    "catalogue_standing": "all",
    "catalogue_trustedkey": "all",
    "catalogue_likenessofday": "all",
    "proposals_proposal": "all",
    "proposals_decision": "all",
    "proposals_vote": "all",
    "proposals_comment": "all",
}


def support_row(schema_name: str) -> SupportSession:
    """A support session on a site, as a row only."""
    now = clock.now()
    return SupportSession.objects.create(
        schema_name=schema_name,
        user_uuid="00000000-0000-4000-8000-000000000001",
        opened_by_uuid="00000000-0000-4000-8000-000000000002",
        opened_by_name="Olle",
        reason="Felet från i går",
        scope="look",
        began_at=now,
        ends_at=now + timedelta(hours=1),
    )


def rows(table: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT count(*) FROM public."{table}"')
        return int(cursor.fetchone()[0])


def refused(statement: str) -> bool:
    """Does the database refuse to write?"""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount == 0
    except (ProgrammingError, IntegrityError) as error:
        return "row-level security" in str(error)


@pytest.fixture
def filled(sites: SimpleNamespace) -> SimpleNamespace:
    """At least one row of the operator's or of Hjo's in every guarded table."""
    with operator_site():
        user = PersonFactory(username="driftare")
        group = Group.objects.create(name="Driftare")
        user.groups.add(group)
        from django.contrib.auth.models import Permission

        permission = Permission.objects.first()
        user.user_permissions.add(permission)
        group.permissions.add(permission)
        Session.objects.create(session_key="k" * 32, session_data="x", expire_date=clock.now())
        record_audit(actor=HOUSE, verb="test")
        Operation.objects.create(
            kind="erase", schema_name="hjo", slug="hjo", label="Hjo", step="done", started_at=clock.now()
        )
        RetiredHost.objects.create(host="gamla.hjo.example", tenant=sites.hjo, retired_at=clock.now())
        SignedIn.objects.create(user=user, session_key="k" * 32, device="Firefox", began_at=clock.now())
        AuditAnchor.objects.create(schema_name="hjo", seq=1, hash="0" * 64, at=clock.now())
        run = MigrationRun.objects.create(started_at=clock.now(), version="0", sites_total=1)
        MigrationRunSite.objects.create(run=run, schema_name="hjo", state="done")
        support_row("hjo")
        SiteOrder.objects.create(uuid=user.uuid, slug="ny", wanted={}, ordered_by_name="Olle", ordered_at=clock.now())
        SiteMinute.objects.create(schema_name="hjo", minute=clock.now(), requests=1, errors=0, durations=[1])
        SiteStorage.objects.create(schema_name="hjo", day=clock.today(), database_bytes=1, file_bytes=1, files=1)
        Incident.objects.create(schema_name="hjo", kind="errors", began_at=clock.now(), requests=1, errors=1)
        SettingsStamp.objects.create(tenant=sites.hjo)
        TrustedKey.objects.create(key="0" * 64, name="Demolänet", tenant=sites.hjo, trusted_at=clock.now())
        SharedAlarm.objects.create(
            schema_name="public", severity="crisis", title="Provlarm", begins=clock.now(), ends=clock.now()
        )
    with site(sites.mall):
        TemplateSetting.objects.create(schema_name="mall", key="x", state="locked", set_at=clock.now())
        released = release(keep("T-01", term("brukare"), kind="term"), name="Termer")
    with site(sites.hjo):
        hjo_person = PersonFactory(username="hjobo")
        enter_in_directory(actor=HOUSE, user=hjo_person, valid_from=clock.today())
        key = person_key(issuer=hjo_person.issuer, subject=hjo_person.subject)
        Standing.objects.create(schema_name="hjo", key=user.uuid, version=1, likeness="inherited", since=clock.today())
        LikenessOfDay.objects.create(schema_name="hjo", area="ifo", day=clock.today(), inherited=1, counted=1)
        Submission.objects.create(
            deviation=user.uuid, schema_name="hjo", template_schema="mall", key=user.uuid, code="P-01",
            title="t", text="t", since=clock.today(), submitted_at=clock.now(),
        )  # fmt: skip
        article = shared(written()).article
        Use.objects.create(schema_name="hjo", key=article.key, since=clock.today())
        RoleState.objects.create(schema_name="hjo", role="dpo", state="red")
        take(released)
        DeviationSum.objects.create(schema_name="hjo", reason="habit", count=1, estimated=1, cost=1000)
        proposal = send(draft(term("brukaren"), code="T-01"))
        Vote.objects.create(
            proposal=proposal, schema_name="hjo", municipality="Hjo", stance="for", by="Hjobo", at=clock.now()
        )
        Comment.objects.create(
            uuid=user.uuid, proposal=proposal, schema_name="hjo", organisation="Hjo", writer_uuid=user.uuid,
            writer="Hjobo", text="Bra.", at=clock.now(),
        )  # fmt: skip
        SharedSkill.objects.create(
            schema_name="hjo", person=hjo_person.uuid, name="Hjobo", municipality="Hjo", skill="Sårvård", key="sårvård",
            for_all=False, sites=["gvs12"],
        )  # fmt: skip
        Handoff.objects.create(
            token_hash="t", browser_hash="b", person_key=key, source_schema="hjo", target_schema="gvs12",
            expires_at=clock.now() + timedelta(seconds=30),
        )  # fmt: skip
        asked = Invitation.objects.create(
            code_hash="c" * 64, target_schema="hjo", home_schema="gvs12", note="n", reason="r", invited_by="i",
            valid_to=clock.today(), created_at=clock.now(), expires_at=clock.now() + timedelta(days=1),
        )  # fmt: skip
        Answer.objects.create(
            invitation=asked, home_schema="gvs12", target_schema="hjo", issuer="i", subject="s", display_name="d",
            answered_at=clock.now(),
        )  # fmt: skip
    with site(sites.mall):
        Decision.objects.create(
            proposal=proposal, schema_name="mall", accepted=False, why="Nej.", by="Redaktör", at=clock.now()
        )
        Word.objects.create(
            deviation=user.uuid, schema_name="hjo", template_schema="mall", submitted_at=clock.now(), advice="keep",
            comment="c", by="b", at=clock.now(),
        )  # fmt: skip
    provider_row("hjos", sites.hjo)
    return SimpleNamespace(key=key, **vars(sites))


def visible_from_skara(filled: SimpleNamespace) -> dict[str, int]:
    with site(filled.skara):
        return {table: rows(table) for table in GUARDED}


def test_law3_the_set_up_reaches_every_guarded_table(filled: SimpleNamespace) -> None:
    with operator_site():
        operators = {table: rows(table) for table in GUARDED if table not in BETWEEN_SITES}
    with site(filled.hjo):
        hjos = {table: rows(table) for table in BETWEEN_SITES}
    assert all(count > 0 for count in (operators | hjos).values()), operators | hjos


@pytest.mark.parametrize("table", GUARDED)
def test_law3_a_site_sees_no_row_of_others(table: str, filled: SimpleNamespace) -> None:
    seen = visible_from_skara(filled)[table]
    if READABLE.get(table) == "all":
        assert seen > 0
    else:
        assert seen == 0


@pytest.mark.parametrize("table", [name for name in GUARDED if READABLE.get(name) != "all"])
def test_law3_the_probe_sees_a_table_whose_policy_was_dropped(table: str, filled: SimpleNamespace) -> None:
    """The planted leak: row-level security switched off for one table."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else the rows just made hold the table
        cursor.execute(f'ALTER TABLE public."{table}" DISABLE ROW LEVEL SECURITY')
    assert visible_from_skara(filled)[table] > 0


@pytest.mark.parametrize("table", [name for name in GUARDED if READABLE.get(name) != "own"])
def test_law3_a_site_changes_no_row_of_the_operator(table: str, filled: SimpleNamespace) -> None:
    with operator_site():
        before = rows(table)
    with site(filled.skara):
        assert refused(f'DELETE FROM public."{table}"')
        key = {"django_session": "session_key", "kernel_auditlink": "seq", "kernel_stamp": "name"}.get(table, "id")
        assert refused(f'UPDATE public."{table}" SET {key} = {key}')
    with operator_site():
        assert rows(table) == before


def test_law3_a_site_cannot_make_itself_a_domain(filled: SimpleNamespace) -> None:
    with site(filled.skara):
        assert refused(
            f"INSERT INTO public.tenants_domain (domain, is_primary, tenant_id) VALUES ('x.y', false, {filled.hjo.pk})"
        )


def test_law3_a_site_cannot_enter_somebody_on_another_site(filled: SimpleNamespace) -> None:
    with site(filled.skara):
        assert refused(
            "INSERT INTO public.directory_directoryentry (person_key, schema_name, user_uuid, capacity, valid_from)"
            f" VALUES ('{filled.key}', 'hjo', '00000000-0000-0000-0000-000000000000', 'employee', '2026-01-01')"
        )
        assert refused("UPDATE public.directory_directoryentry SET schema_name = 'skara'")


def test_law3_a_site_sees_its_own_provider_and_changes_nothing_of_it(filled: SimpleNamespace) -> None:
    provider_row("entra", filled.skara)
    with site(filled.skara):
        assert (rows("oidc_provider"), rows("oidc_providersite")) == (1, 1)
        assert refused("UPDATE public.oidc_provider SET issuer = 'https://evil.example'")
        assert refused("UPDATE public.oidc_providersite SET values = ARRAY['0000']")
        assert refused("DELETE FROM public.oidc_providersite")


def test_law3_a_site_cannot_link_itself_to_anothers_provider(filled: SimpleNamespace) -> None:
    """Whoever could, would see its secret and let its people in."""
    with operator_site(), connection.cursor() as cursor:
        cursor.execute("SELECT id FROM public.oidc_provider")
        hjos = cursor.fetchone()[0]
    with site(filled.skara):
        assert refused(
            'INSERT INTO public.oidc_providersite (provider_id, schema_name, claim, values, label, "order", admits_new)'
            f" VALUES ({hjos}, 'skara', 'iss', ARRAY['x'], '', 0, true)"
        )
        assert rows("oidc_provider") == 0


def test_law3_a_site_sees_its_own_support_and_can_neither_make_nor_hide_one(filled: SimpleNamespace) -> None:
    support_row("skara")
    with site(filled.skara):
        assert rows("support_supportsession") == 1
        assert refused("DELETE FROM public.support_supportsession")
        assert refused("UPDATE public.support_supportsession SET ended_at = NULL, ended_how = ''")
        assert refused(
            "INSERT INTO public.support_supportsession (uuid, schema_name, user_uuid, opened_by_uuid, opened_by_name,"
            ' reason, "case", scope, with_content, began_at, ends_at, ended_how, ended_by_name)'
            " SELECT gen_random_uuid(), schema_name, user_uuid, gen_random_uuid(), 'x', 'x', '', scope, true, began_at,"
            " ends_at, '', '' FROM public.support_supportsession"
        )


def test_law3_without_a_key_nothing_is_seen(filled: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('samverk.tenant', '', true)")
        for table in GUARDED:
            if READABLE.get(table) != "all":
                cursor.execute(f'SELECT count(*) FROM public."{table}"')
                assert cursor.fetchone()[0] == 0, table


def test_law3_the_directory_opens_for_the_persons_own_key_only(filled: SimpleNamespace) -> None:
    with site(filled.skara), connection.cursor() as cursor:
        assert DirectoryEntry.objects.count() == 0
        cursor.execute("SELECT set_config('samverk.person', %s, true)", [filled.key])
        assert list(DirectoryEntry.objects.values_list("schema_name", flat=True)) == ["hjo"]
        cursor.execute("SELECT set_config('samverk.person', %s, true)", ["0" * 64])
        assert DirectoryEntry.objects.count() == 0


def test_law3_the_persons_key_does_not_stay_on_the_connection(filled: SimpleNamespace) -> None:
    from samverk.identity.directory.queries import memberships_of

    with site(filled.skara):
        found = memberships_of(key=filled.key, day=clock.today())
        assert [membership.schema_name for membership in found] == ["hjo"]
        assert DirectoryEntry.objects.count() == 0


def test_law3_a_site_writes_no_role_of_another_and_cooperations_only_read(filled: SimpleNamespace) -> None:
    with site(filled.skara):
        assert refused("INSERT INTO public.vacancies_rolestate (schema_name, role, state) VALUES ('hjo', 'x', 'green')")
        assert refused("UPDATE public.vacancies_rolestate SET state = 'green'")
    with site(filled.gvs12):
        assert rows("vacancies_rolestate") == 1
        assert refused("UPDATE public.vacancies_rolestate SET state = 'green'")
    with site(filled.mall):
        assert rows("vacancies_rolestate") == 0


def test_law3_a_shared_skill_is_read_by_those_it_was_shared_with_and_written_at_home(filled: SimpleNamespace) -> None:
    with site(filled.gvs12):
        assert rows("shared_skills_sharedskill") == 1
        assert refused("UPDATE public.shared_skills_sharedskill SET for_all = true")
        assert refused("DELETE FROM public.shared_skills_sharedskill")
    with site(filled.skara):
        assert rows("shared_skills_sharedskill") == 0
    with site(filled.hjo):
        SharedSkill.objects.update(for_all=True, sites=[])
    for reader, number in ((filled.skara, 1), (filled.mall, 1)):
        with site(reader):
            assert rows("shared_skills_sharedskill") == number
            assert refused("UPDATE public.shared_skills_sharedskill SET name = 'x'")
            assert refused(
                "INSERT INTO public.shared_skills_sharedskill (schema_name, person, name, title, municipality, skill,"
                " key, for_all, sites) SELECT 'hjo', person, 'x', '', '', 'x', 'x', true, '{}' FROM"
                " public.shared_skills_sharedskill"
            )
    with operator_site():
        assert rows("shared_skills_sharedskill") == 0


def test_law3_the_role_may_not_bypass(sites: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)


def test_law3_the_owner_is_bound_too(sites: SimpleNamespace) -> None:
    """The application owns the tables, so without FORCE the policies would be decoration."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
            " AND relrowsecurity AND relforcerowsecurity"
        )
        assert sorted(row[0] for row in cursor.fetchall()) == GUARDED


def test_law3_policies_can_be_put_in_force_again_and_again(sites: SimpleNamespace) -> None:
    assert apply_policies() == apply_policies() == len(GUARDED)


@pytest.mark.parametrize(
    "tampering",
    [
        "ALTER POLICY samverk_read ON public.identity_user USING (true)",
        "DROP POLICY samverk_delete ON public.identity_user",
        "CREATE POLICY open_door ON public.identity_user FOR SELECT USING (true)",
        "ALTER TABLE public.identity_user NO FORCE ROW LEVEL SECURITY",
    ],
)
def test_law3_what_was_tampered_with_is_put_right_and_nothing_else_is_touched(
    tampering: str, filled: SimpleNamespace
) -> None:
    apply_policies()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(tampering)
    with CaptureQueriesContext(connection) as asked:
        apply_policies()
    said = " ".join(query["sql"] for query in asked)
    assert re.findall(r"ALTER TABLE (\S+) ENABLE", said) == ['public."identity_user"']
    assert visible_from_skara(filled)["identity_user"] == 0
    with CaptureQueriesContext(connection) as asked:
        apply_policies()
    assert not any("ALTER" in query["sql"] for query in asked)


@pytest.mark.parametrize("what", ["undeclared", "unforced"])
def test_law3_the_system_check_fails_for_an_unguarded_table(what: str, sites: SimpleNamespace) -> None:
    from tenants.checks import public_tables_are_guarded

    assert public_tables_are_guarded(None, databases=["default"]) == []
    with connection.cursor() as cursor:
        if what == "undeclared":
            cursor.execute("CREATE TABLE public.planted (id int)")
        else:
            cursor.execute("ALTER TABLE public.identity_user NO FORCE ROW LEVEL SECURITY")
    found = public_tables_are_guarded(None, databases=["default"])
    assert [error.id for error in found] == ["samverk.E004" if what == "undeclared" else "samverk.E006"]


def test_law4_the_system_check_sees_a_site_that_lacks_a_table(sites: SimpleNamespace) -> None:
    from tenants.checks import every_site_has_every_table

    assert every_site_has_every_table(None, databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE hjo.people_placement")
    found = every_site_has_every_table(None, databases=["default"])
    assert [error.id for error in found] == ["samverk.E007"]
    assert "people_placement" in found[0].msg
    assert "hjo" in found[0].msg


def test_law1_no_foreign_key_leaves_a_site_but_to_content_types(sites: SimpleNamespace) -> None:
    question = """
        SELECT k.connamespace::regnamespace::text, f.relnamespace::regnamespace::text, f.relname
          FROM pg_constraint k JOIN pg_class f ON f.oid = k.confrelid
         WHERE k.contype = 'f' AND k.connamespace <> f.relnamespace"""
    with connection.cursor() as cursor:
        cursor.execute(question)
        crossing = {(target_schema, table) for _schema, target_schema, table in cursor.fetchall()}
        assert crossing == {("public", "django_content_type")}
        cursor.execute("ALTER TABLE hjo.people_placement ADD COLUMN planted bigint REFERENCES skara.people_unit(id)")
        cursor.execute(question)
        assert ("skara", "people_unit") in {(row[1], row[2]) for row in cursor.fetchall()}, "the planted leak is seen"


def test_pf63_the_log_cannot_be_rewritten(skara: object) -> None:
    entry = AuditEntry.objects.get(pk=record_audit(actor=HOUSE, verb="test"))
    for statement in ("UPDATE kernel_auditentry SET verb = 'x'", "DELETE FROM kernel_auditentry"):
        with pytest.raises(DatabaseError, match="never changed"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    with pytest.raises(RuntimeError, match="never changed"):
        entry.save()
    assert AuditEntry.objects.get(pk=entry.pk).verb == "test"
