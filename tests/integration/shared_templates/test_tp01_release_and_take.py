"""TP-01, TP-03, TP-04, TP-06, TP-10, TP-14: from master to municipality, through the doors."""

import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from shared_templates.adoption.actions.answer_routine import answer_routine
from shared_templates.adoption.actions.change_item import ChangedMeanwhile, NeedsReason, change_item
from shared_templates.adoption.actions.put_off import put_off
from shared_templates.adoption.actions.take_by_itself import take_by_itself
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.actions.undo_release import undo_release
from shared_templates.adoption.furnish import begin_with_the_model
from shared_templates.adoption.models import Adopted, Application, Deviation
from shared_templates.adoption.planning import Choices
from shared_templates.adoption.queries import preview, waiting_releases
from shared_templates.catalogue.models import Policy, Release, ReleasedItem, Standing
from shared_templates.catalogue.package import PackedItem, hash_of_manifest, manifest
from shared_templates.catalogue.signing import is_signed
from shared_templates.content.merging import Choice, Side, Unsettled
from shared_templates.content.values import Content, from_json
from shared_templates.deviations.actions.decide_deviation import decide_deviation
from shared_templates.deviations.proposing import Why
from shared_templates.groups import TEMPLATE_KEEPERS
from shared_templates.masters.actions.keep_master import ChangedMeanwhile as MasterChanged
from shared_templates.masters.actions.keep_master import Draft, keep_master
from shared_templates.masters.actions.publish_release import NotReady, Step
from shared_templates.masters.actions.withdraw_release import withdraw_release
from shared_templates.masters.models import Master
from shared_templates.site_settings import AUTOMATIC, PACE
from tenants.settings.actions.set_setting import set_setting
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.knowledge import municipality
from tests.support.masters import approve, keep, process, release, term

pytestmark = [pytest.mark.server, pytest.mark.django_db]

NOW = clock.now
V1 = "Chefen utreder.\nInom fjorton dagar.\nBrukaren hörs."
V2 = "Chefen utreder.\nInom sju dagar.\nBrukaren hörs."
LOCAL = "Samordnaren utreder.\nInom fjorton dagar.\nBrukaren hörs."
CLASHING = "Samordnaren utreder.\nInom tjugo dagar.\nBrukaren hörs."


def take(found: Release, choices: Choices | None = None, keys: list[UUID] | None = None) -> Application:
    return take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now(), choices=choices, keys=keys)


def differently(item: Adopted, said: Content, why: Why | None = None) -> Adopted:
    return change_item(actor=HOUSE, item=item, content=said, read=item.revision, now=clock.now(), why=why)


def because(reason: str = "organisation", days: int = 180) -> Why:
    return Why(
        reason, "Vi har en samordnare.", clock.today() + timedelta(days=days), PersonFactory(), cost_a_year=20_000
    )


@pytest.fixture
def first(sites: SimpleNamespace) -> SimpleNamespace:
    """P-08 in its first version, released; `master` lies in the template."""
    with site(sites.mall):
        master = keep("P-08", process(steps={"utred": V1}))
        return SimpleNamespace(master=master, release=release(master), **vars(sites))


def second(world: SimpleNamespace) -> Release:
    with site(world.mall):
        world.master.refresh_from_db()
        return release(keep("P-08", process(steps={"utred": V2}), master=world.master))


def test_tp01_what_is_released_is_inherited_and_read_as_it_is(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        item = Adopted.objects.get(code="P-08")
        assert (item.likeness, item.version, item.base) == ("inherited", 1, None)
        assert item.said() == process(steps={"utred": V1})
        assert AuditEntry.objects.filter(verb="templates.take_release").count() == 1
    with site(first.hjo):
        assert not Adopted.objects.exists()
        fact = Standing.objects.get(schema_name="skara")
        assert (fact.key, fact.version, fact.likeness) == (first.master.key, 1, "inherited")


def test_tp01_a_package_is_hashed_signed_and_never_changed(first: SimpleNamespace) -> None:
    found, (row,) = first.release, ReleasedItem.objects.all()
    packed = PackedItem(
        row.key, row.version, row.kind, row.code, row.area, row.title, row.policy, from_json(row.content),
        row.content_hash, tuple(map(UUID, row.requires)), row.notes, row.credit,
    )  # fmt: skip
    told = manifest(name=found.name, version=found.version, notes=found.notes, items=[packed])
    assert hash_of_manifest(told) == found.content_hash
    assert is_signed(found.signed_by, found.content_hash, found.signature)
    assert not is_signed(found.signed_by, "0" * 64, found.signature)
    with site(first.mall):
        for change in (
            "UPDATE catalogue_releaseditem SET title = 'x'",
            "DELETE FROM catalogue_releaseditem",
            "UPDATE catalogue_release SET notes = 'x'",
        ):
            with (
                pytest.raises(DatabaseError, match="never changed"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(change)


def test_law3_only_the_template_releases_and_each_tells_of_itself(first: SimpleNamespace) -> None:
    with site(first.hjo):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE catalogue_release SET withdrawn_at = now(), withdrawn_why = 'x'")
            assert cursor.rowcount == 0
        for schema_name in ("hjo", "mall", "skara"):
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                Release.objects.create(
                    schema_name=schema_name, name="Falsk", major=1, minor=0, patch=0, notes="x", released_at=NOW(),
                    content_hash="0" * 64, signature="0", signed_by="0",
                )  # fmt: skip
        with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
            Standing.objects.create(
                schema_name="skara", key=uuid4(), version=1, likeness="replaced", since=clock.today()
            )


def test_tp14_a_release_taken_twice_is_taken_once(first: SimpleNamespace) -> None:
    with site(first.skara):
        number = uuid4()
        for _time in range(2):
            take_release(actor=HOUSE, uuid=number, release=first.release.uuid, now=clock.now())
        assert Application.objects.count() == 1
        assert AuditEntry.objects.filter(verb="templates.take_release").count() == 1


def test_tp04_an_own_paragraph_stays_beside_the_models_new_one(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), because())
    newer = second(first)
    with site(first.skara):
        found = preview(newer.uuid)
        assert found is not None
        assert found.counts == {"merged": 1}
        take(newer)
        item = Adopted.objects.get()
        assert (item.likeness, item.version) == ("adapted", 2)
        merged = "Samordnaren utreder.\nInom sju dagar.\nBrukaren hörs."
        assert item.said() == process(steps={"utred": merged})
        assert item.began_from() == process(steps={"utred": V2})


def test_tp04_a_conflict_waits_for_a_person_and_writes_nothing(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        differently(Adopted.objects.get(), process(steps={"utred": CLASHING}), because())
    newer = second(first)
    with site(first.skara):
        found = preview(newer.uuid)
        assert found is not None
        assert found.counts == {"conflict": 1}
        assert found.planned[0].merged is not None
        (conflict,) = found.planned[0].merged.conflicts
        with pytest.raises(Unsettled):
            take(newer)
        assert Adopted.objects.get().version == 1
        take(newer, {first.master.key: {conflict.key: Choice(Side.OWN, "Inom tio dagar.")}})
        item = Adopted.objects.get()
        assert "Inom tio dagar." in item.said().texts_of("utred")["way_of_working"]
        assert "Samordnaren utreder." in item.said().texts_of("utred")["way_of_working"]


def test_tp14_what_was_taken_can_be_undone_until_somebody_changes_it(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
    newer = second(first)
    with site(first.skara):
        before = Adopted.objects.get().said()
        done = take(newer)
        assert Adopted.objects.get().said() != before
        undo_release(actor=HOUSE, application=done, now=clock.now())
        assert (Adopted.objects.get().said(), Adopted.objects.get().version) == (before, 1)
        assert Standing.objects.get(schema_name="skara").version == 1
        done = take(newer)
        differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), because())
        with pytest.raises(ValidationError, match="P-08"):
            undo_release(actor=HOUSE, application=done, now=clock.now())


def test_tp14_what_is_put_off_is_not_taken_and_is_offered_later(first: SimpleNamespace) -> None:
    with site(first.skara):
        (row,) = ReleasedItem.objects.all()
        with pytest.raises(ValidationError):
            put_off(actor=HOUSE, item=row, now=clock.now())
        put_off(actor=HOUSE, item=row, now=clock.now(), until=clock.today() + timedelta(days=30))
        take(first.release)
        assert not Adopted.objects.exists()
        (waiting,) = waiting_releases(clock.today())
        assert (waiting.count, waiting.put_off) == (1, 1)
        assert waiting_releases(clock.today() + timedelta(days=31))[0].put_off == 0
        take(first.release, keys=[row.key])
        assert waiting_releases(clock.today()) == []


def test_tp14_a_withdrawn_release_is_not_offered(first: SimpleNamespace) -> None:
    with site(first.mall):
        with pytest.raises(ValidationError):
            withdraw_release(actor=HOUSE, release=first.release, why=" ", now=clock.now())
        withdraw_release(actor=HOUSE, release=first.release, why="Fel lagrum.", now=clock.now())
    with site(first.skara):
        assert waiting_releases(clock.today()) == []
        with pytest.raises(ValidationError, match="Fel lagrum"):
            take(first.release)


def test_tp06_what_it_builds_on_is_taken_with_it_or_it_is_not_released(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        base = keep("T-06", term("avvikelse"), kind="term")
        built = keep("P-08", process(), requires=[base.key])
        approve(built)
        with pytest.raises(NotReady, match="1 masters"):
            release(built, approved=False)
        release(base, name="Termer")
        newest = release(built)
    with site(sites.skara):
        take(newest)
        assert set(Adopted.objects.values_list("code", flat=True)) == {"P-08", "T-06"}
    with site(sites.mall):
        needed = keep("T-07", term("brukare"), kind="term")
        both = release(keep("P-09", process(), requires=[needed.key]), needed, name="Båda")
    with site(sites.hjo):
        take(both, keys=[both.items.get(code="P-09").key])
        assert set(Adopted.objects.values_list("code", flat=True)) == {"P-09", "T-07"}, "the term was not ticked"


def test_tp03_a_deviation_needs_a_reason_and_a_habit_ends_within_a_year(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        item = Adopted.objects.get()
        with pytest.raises(NeedsReason):
            differently(item, process(steps={"utred": LOCAL}))
        with pytest.raises(ValidationError, match="tolv månader"):
            differently(item, process(steps={"utred": LOCAL}), because("habit", days=400))
        differently(item, process(steps={"utred": LOCAL}), because("habit", days=300))
        assert Standing.objects.get(schema_name="skara").reasons == ["habit"]
        item.refresh_from_db()
        differently(item, process(steps={"utred": V1}))
        assert Deviation.objects.get().state == "closed"
        assert Standing.objects.get(schema_name="skara").reasons == []


def test_tp01_a_locked_item_is_the_same_for_all(sites: SimpleNamespace) -> None:
    with site(sites.mall):
        newest = release(keep("P-09", process(), policy=Policy.LOCKED))
    with site(sites.skara):
        take(newest)
        with pytest.raises(ValidationError, match="låst"):
            differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), because())


def test_tp03_who_came_second_is_told_and_loses_nothing(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        item, other = Adopted.objects.get(), Adopted.objects.get()
        differently(item, process(steps={"utred": LOCAL}), because())
        with pytest.raises(ChangedMeanwhile):
            differently(other, process(steps={"utred": CLASHING}), because())


def test_tp01_a_draft_that_was_written_in_meanwhile_is_not_written_over(first: SimpleNamespace) -> None:
    with site(first.mall):
        read = first.master.revision
        draft = Draft(kind="process", code="P-08", area="avvikelser", content=process(steps={"utred": V2}))
        keep_master(actor=HOUSE, draft=draft, now=NOW(), master=first.master, read=read)
        mine = replace(draft, content=process(steps={"utred": CLASHING}))
        with pytest.raises(MasterChanged):
            keep_master(actor=HOUSE, draft=mine, now=NOW(), master=first.master, read=read)
        assert Master.objects.get().said() == draft.content


def test_tp01_a_version_counts_up_as_semantic_versioning_says(first: SimpleNamespace) -> None:
    assert first.release.version == "1.0.0"
    versions = []
    with site(first.mall):
        for number, step in enumerate((Step.PATCH, Step.MINOR, Step.MAJOR)):
            first.master.refresh_from_db()
            master = keep("P-08", process(law=f"{number} kap."), master=first.master)
            versions.append(release(master, step=step).version)
    assert versions == ["1.0.1", "1.1.0", "2.0.0"]
    assert list(ReleasedItem.objects.order_by("version").values_list("version", flat=True)) == [1, 2, 3, 4]


def test_tp01_a_new_municipality_sees_all_that_is_released_as_inherited_and_only_reads_it(
    first: SimpleNamespace,
) -> None:
    """The requirement's own example: the municipality is made as an operator makes it."""
    second(first)
    with site(first.mall):
        release(keep("T-01", term("brukare"), kind="term", policy=Policy.LOCKED), name="Termer")
        gone = release(keep("P-09", process("Samtal")), name="Samtal")
        withdraw_release(actor=HOUSE, release=gone, why="Fel lagrum.", now=NOW())
    lund = municipality("lund", "1281")
    with site(lund):
        told = Adopted.objects.values_list("code", "version", "likeness")
        assert set(told) == {("P-08", 2, "inherited"), ("T-01", 1, "inherited")}
        assert Adopted.objects.get(code="P-08").said() == process(steps={"utred": V2})
        assert waiting_releases(clock.today()) == []
        assert set(Standing.objects.filter(schema_name="lund").values_list("likeness", flat=True)) == {"inherited"}
        reader = SiteClient("lund.localhost").sign_in(PersonFactory())
        keeper = SiteClient("lund.localhost").sign_in(PersonFactory(group_names=(TEMPLATE_KEEPERS,)))
    listed = reader.get("/mallen/").text.split("<main")[1]
    assert set(re.findall(r'href="/mallen/([A-Z]-\d+)/"', listed)) == {"P-08", "T-01"}
    assert listed.count("Ärvd") == 2
    for code in ("P-08", "T-01"):
        page = reader.get(f"/mallen/{code}/").text
        assert "Allt är mallens text." in page
        assert "/anpassa/" not in page
        assert reader.post(f"/mallen/{code}/anpassa/", {"head__title": "x"}).status_code == 403
    assert keeper.post("/mallen/T-01/anpassa/", {"head__title": "x"}).status_code == 422, "locked for all"
    with site(lund):
        assert not Adopted.objects.exclude(likeness="inherited").exists()
    with site(first.gvs12):
        begin_with_the_model(tenant=first.gvs12)
        assert not Adopted.objects.exists()


def test_tp03_a_deviation_is_decided_by_somebody_else_and_once(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        why = because()
        differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), why)
        deviation = Deviation.objects.get()
        chief = PersonFactory()
        read = deviation.revision
        with pytest.raises(ValidationError, match="inte själv"):
            decide_deviation(actor=HOUSE, user=why.owner, deviation=deviation, read=read, approved=True, now=NOW())
        with pytest.raises(ValidationError, match="varför"):
            decide_deviation(actor=HOUSE, user=chief, deviation=deviation, read=read, approved=False, now=NOW())
        decide_deviation(actor=HOUSE, user=chief, deviation=deviation, read=read, approved=True, now=NOW())
        with pytest.raises(ValidationError, match="hann före"):
            decide_deviation(
                actor=HOUSE, user=chief, deviation=deviation, read=read, approved=False, now=NOW(), note="Nej."
            )
        assert Deviation.objects.get().state == "approved"
        assert AuditEntry.objects.filter(verb="templates.decide_deviation").count() == 1


def test_pf63_what_is_done_with_the_model_stands_in_its_log(first: SimpleNamespace) -> None:
    with site(first.mall):
        withdraw_release(actor=HOUSE, release=first.release, why="Fel.", now=NOW())
        assert set(AuditEntry.objects.filter(verb__startswith="templates.").values_list("verb", flat=True)) == {
            "templates.keep_master",
            "templates.review_master",
            "templates.add_case",
            "templates.record_result",
            "templates.publish_release",
            "templates.withdraw_release",
        }


def test_tp14_two_releases_are_undone_one_after_the_other(first: SimpleNamespace) -> None:
    with site(first.skara):
        older = take(first.release)
    newer = second(first)
    with site(first.skara):
        undo_release(actor=HOUSE, application=take(newer), now=NOW())
        undo_release(actor=HOUSE, application=older, now=NOW())
        assert not Adopted.objects.exists()
        assert not Standing.objects.exists()


def test_tp10_an_own_text_survives_that_it_does_not_apply_for_a_while(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), because())
        answer_routine(actor=HOUSE, item=Adopted.objects.get(), answer="not_applicable", now=NOW())
    newer = second(first)
    with site(first.skara):
        take(newer)
        answer_routine(actor=HOUSE, item=Adopted.objects.get(), answer="deviate", now=NOW())
        item = Adopted.objects.get()
        assert (item.likeness, item.version) == ("adapted", 2)
        assert "Samordnaren utreder." in item.said().texts_of("utred")["way_of_working"]


def test_tp03_a_deviation_ends_when_the_models_words_are_taken(first: SimpleNamespace) -> None:
    with site(first.skara):
        take(first.release)
        differently(
            Adopted.objects.get(), process(steps={"utred": CLASHING.replace("Samordnaren", "Chefen")}), because()
        )
    newer = second(first)
    with site(first.skara):
        take(newer, {first.master.key: {"text:utred:way_of_working:0": Choice(Side.THEIRS)}})
        assert Adopted.objects.get().likeness == "inherited"
        assert Deviation.objects.get().state == "closed"
        assert Standing.objects.get(schema_name="skara").reasons == []


@pytest.mark.parametrize("code", ["utkast", "P/08", "p-08", "", "P-08/x"])
def test_tp01_a_code_that_would_break_addresses_is_refused(sites: SimpleNamespace, code: str) -> None:
    with site(sites.mall), pytest.raises(ValidationError, match="P-13"):
        keep(code, process())


def test_tp14_what_is_new_comes_by_itself_only_where_that_was_chosen(first: SimpleNamespace) -> None:
    with site(first.skara):
        set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=NOW())
    for here in (first.skara, first.hjo):
        with site(here):
            take_by_itself(actor=HOUSE, release=first.release.uuid, now=NOW())
    with site(first.hjo):
        assert not Adopted.objects.exists()
    with site(first.skara):
        done = Application.objects.get()
        assert (done.asked_by, done.counts) == ("Samverk", {"new": 1})
        differently(Adopted.objects.get(), process(steps={"utred": LOCAL}), because())
    newer = second(first)
    with site(first.skara):
        take_by_itself(actor=HOUSE, release=newer.uuid, now=NOW())
        assert Adopted.objects.get().version == 1, "what was changed here waits for a person"


def test_tp14_what_was_undone_does_not_come_back_by_itself(first: SimpleNamespace) -> None:
    with site(first.skara):
        set_setting(actor=HOUSE, key=PACE, value=AUTOMATIC, now=NOW())
        take_by_itself(actor=HOUSE, release=first.release.uuid, now=NOW())
        undo_release(actor=HOUSE, application=Application.objects.get(), now=NOW())
        take_by_itself(actor=HOUSE, release=first.release.uuid, now=NOW())
        assert not Adopted.objects.exists()
