"""TN-11, TN-13 with TP-01 to TP-17: the model and what two municipalities made of it leave, go and come back whole."""

import json
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.catalogue.models import Release, Standing
from shared_templates.catalogue.package import PackedItem, hash_of_manifest, manifest
from shared_templates.catalogue.signing import is_signed
from shared_templates.content.values import from_json
from shared_templates.masters.models import Master
from tenants.life.actions.erase_tenant import erase_tenant
from tenants.life.actions.export_tenant import export_tenant
from tenants.life.actions.import_tenant import import_tenant
from tenants.life.actions.request_erasure import request_erasure
from tenants.life.actions.restore_tenant import restore_tenant
from tenants.life.queries import site_hashes
from tenants.life.scan import EVIDENCE, Names, scan
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.support.masters import keep, process, release
from tests.support.proposals import adapt
from tests.support.whole_model import SECRET, between, is_public, rows_of, tables, whole_model

pytestmark = [pytest.mark.server, pytest.mark.long]
LOG = {"kernel_auditentry", "kernel_auditlink"}
SLUGS = ("skara", "hjo", "mall")


def told(slug: str) -> dict[str, object]:
    """Each table, each part in `public` and what the site reads there, by content; but for the log, which goes on."""
    found = site_hashes(slug, secrets=True)
    parts = {name: part for name, part in (found.tables | found.public).items() if name not in LOG}
    return parts | {f"public.{table}": rows for table, rows in between(tenant_by_slug(slug)).items()}


def changed(slug: str, before: dict[str, object]) -> set[str]:
    """What is not as it was."""
    after = told(slug)
    return {name for name in before.keys() | after.keys() if before.get(name) != after.get(name)}


def archives(folder: Path) -> dict[str, Path]:
    for slug in SLUGS:
        export_tenant(actor=HOUSE, slug=slug, target=folder / f"{slug}.zip", with_passwords=True)
    return {slug: folder / f"{slug}.zip" for slug in SLUGS}


def erase(slug: str) -> None:
    request_erasure(actor=HOUSE, tenant=tenant_by_slug(slug), now=clock.now(), grace_days=0)
    erase_tenant(actor=HOUSE, slug=slug, now=clock.now())


def holds(found: Release) -> bool:
    """Is the release still what its template hashed and signed."""
    items = [
        PackedItem(
            row.key, row.version, row.kind, row.code, row.area, row.title, row.policy, from_json(row.content),
            row.content_hash, tuple(map(UUID, row.requires)), row.notes, row.credit, row.made_for,
            row.made_for_version,
        )
        for row in found.items.all()
    ]  # fmt: skip
    whole = manifest(name=found.name, version=found.version, notes=found.notes, items=items)
    signed = is_signed(found.signed_by, found.content_hash, found.signature)
    return signed and hash_of_manifest(whole) == found.content_hash


def overtaken(schema_name: str) -> list[str]:
    """Columns whose next number would be one that a row has already."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT table_name, column_name, pg_get_serial_sequence(format('%%I.%%I', table_schema, table_name),
                      column_name) FROM information_schema.columns
                WHERE table_schema = %s AND pg_get_serial_sequence(format('%%I.%%I', table_schema, table_name),
                      column_name) IS NOT NULL""",
            [schema_name],
        )
        late = []
        for table, column, sequence in cursor.fetchall():
            cursor.execute(
                f'SELECT coalesce(max("{column}"), 0) > (SELECT CASE WHEN is_called THEN last_value ELSE 0 END'
                f' FROM {sequence}) FROM "{schema_name}"."{table}"'
            )
            late += [f"{table}.{column}"] if cursor.fetchone() == (True,) else []
    return late


def merge_goes_on(world: SimpleNamespace) -> str:
    """The model's next version of P-08 is taken in Skara; what is read there."""
    with site(world.mall):
        text = "Samordnaren utreder.\nInom sju dagar.\nBrukaren hörs."
        master = keep("P-08", process(steps={"utred": text}), master=Master.objects.get(code="P-08"))
        newer = release(master)
    with site(world.skara):
        take_release(
            actor=HOUSE, uuid=uuid4(), release=newer.uuid, keys=[master.key], now=clock.now()
        )  # fmt: skip
        return Adopted.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]


def test_tn11_the_world_has_something_in_every_table(committed: str) -> None:
    """Or what follows would prove nothing of a table that is new: fill it in tests/support/whole_model.py."""
    world = whole_model()
    empty = set()
    for model in tables():
        here = []
        for tenant in (world.skara, world.mall):
            with site(tenant):
                here += rows_of(model)
        empty |= set() if here else {model._meta.db_table}
    assert empty == set()
    assert len([model for model in tables() if is_public(model)]) > 8


def test_law1_no_public_table_holds_a_municipalitys_own_text(committed: str) -> None:
    world = whole_model()
    with site(world.skara):
        assert SECRET in Adopted.objects.get(code="P-08").said().texts_of("utred")["way_of_working"]
    for tenant in (world.skara, world.hjo, world.mall):
        assert SECRET not in json.dumps(between(tenant), ensure_ascii=False)


def test_tn11_the_model_and_its_municipalities_come_alive_elsewhere(
    here: Deployment, elsewhere: Deployment, tmp_path: Path
) -> None:
    world = whole_model()
    before = {slug: site_hashes(slug, secrets=True) for slug in SLUGS}
    kept = archives(tmp_path)
    for archive in kept.values():
        elsewhere.samverk("tenant", "import", archive)
    # Skara came before Hjo, whose proposal it has voted on: put back once more, it finds what its answers stand at.
    elsewhere.samverk("tenant", "restore", "skara", "--from-file", kept["skara"])
    for slug in SLUGS:
        there = json.loads(elsewhere.samverk("tenant", "verify", slug, "--with-passwords", "--json"))
        found = {name: part["sha256"] for name, part in (there["tables"] | there["public"]).items()}
        parts = before[slug].tables | before[slug].public
        assert {name for name, part in parts.items() if part.sha256 != found[name]} == LOG
    assert world.second.version == "1.1.0"


def test_tn11_a_municipality_erased_leaves_its_name_in_the_credits_and_comes_back(
    committed: str, tmp_path: Path
) -> None:
    world = whole_model()
    before = {slug: told(slug) for slug in SLUGS}
    kept = archives(tmp_path)
    names = Names("skara", "skara", str(world.skara.uuid), ("skara.localhost",))
    erase("skara")
    assert not any(scan(names).values())
    assert named_in_public("skara") == {"catalogue_release.notes", "catalogue_releaseditem.credit"}
    # What was said of Skara's proposals and habits goes with them; nothing else of the others' is touched.
    answers = {"template_proposals_votes", "template_proposals_comments", "template_proposals_decisions", "board_words"}
    for slug in ("hjo", "mall"):
        assert {name for name in changed(slug, before[slug]) if not name.startswith("public.")} <= answers
    import_tenant(actor=HOUSE, source=kept["skara"])
    lost = {f"public.{table}" for table in ("proposals_vote", "proposals_comment", "proposals_decision", "board_word")}
    assert changed("skara", before["skara"]) == lost, "all of Skara's own is back; what others answered was theirs"
    assert overtaken("skara") == []


def test_tn11_the_template_erased_and_brought_back_still_signs_and_merges(committed: str, tmp_path: Path) -> None:
    world = whole_model()
    before = {slug: told(slug) for slug in SLUGS}
    kept = archives(tmp_path)
    erase("mall")
    with site(world.skara):
        assert not Release.objects.exists()
        assert Adopted.objects.count() == 4, "what a municipality has taken is its own"
    world.mall = import_tenant(actor=HOUSE, source=kept["mall"])
    # Habits were told to a board that was erased: they are not told anew without the municipality.
    board = {"board_submissions", "public.board_submission", "public.board_word"}
    assert changed("skara", before["skara"]) == board
    assert changed("hjo", before["hjo"]) == set()
    assert changed("mall", before["mall"]) == {"board_words", "public.board_submission", "public.board_word"}
    assert [holds(found) for found in Release.objects.prefetch_related("items")] == [True, True]
    assert overtaken("mall") == []
    assert merge_goes_on(world).split("\n\n") == [
        "Samordnaren utreder.", "Inom sju dagar.", "Brukaren hörs.", SECRET,
    ]  # fmt: skip


def test_tn13_a_municipality_put_back_has_what_it_had_and_goes_on(committed: str, tmp_path: Path) -> None:
    world = whole_model()
    before = {slug: told(slug) for slug in SLUGS}
    kept = archives(tmp_path)
    with site(world.skara):
        adapt("Rektorn utreder.\nInom fjorton dagar.\nBrukaren hörs.")
        Adopted.objects.filter(code="T-01").delete()
        Standing.objects.filter(schema_name="skara").delete()
    assert changed("skara", before["skara"]) >= {"adoption_adopted", "adoption_deviation", "public.catalogue_standing"}
    restore_tenant(actor=HOUSE, slug="skara", source=kept["skara"], now=clock.now())
    for slug in SLUGS:
        assert changed(slug, before[slug]) == set()
    assert overtaken("skara") == []
    assert SECRET in merge_goes_on(world)


def named_in_public(word: str) -> set[str]:
    """Columns of `public`, but for the operator's own evidence, in which anybody reads the word."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'"
            " AND data_type IN ('text', 'character varying', 'jsonb', 'ARRAY')"
        )
        columns = [each for each in cursor.fetchall() if each[0] not in EVIDENCE]
        for key in ("public", "skara", "hjo", "mall"):
            cursor.execute("SELECT set_config('samverk.tenant', %s, false)", [key])
            for table, column in columns:
                cursor.execute(f'SELECT 1 FROM public."{table}" WHERE "{column}"::text ILIKE %s LIMIT 1', [f"%{word}%"])
                found |= {f"{table}.{column}"} if cursor.fetchone() else set()
        cursor.execute("SELECT set_config('samverk.tenant', %s, false)", [str(connection.schema_name)])  # type: ignore[attr-defined]
    return found
