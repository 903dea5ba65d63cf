"""TP-15: a status report opened has milestones, risks and budget filled in at that date, and is frozen when sent."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from samverk.identity.access import actor_for
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.kernel.models import AuditEntry
from samverk.notifications.models import Event, Notice
from samverk.notifications.rounds import expand_waiting
from shared_templates.adoption.actions.change_item import change_item
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted, Deviation
from shared_templates.content.filling import placeholders, sources
from shared_templates.documents.actions.create_document import correct_document
from shared_templates.documents.actions.discard_document import discard_document
from shared_templates.documents.actions.write_document import refill_document
from shared_templates.documents.frozen import hash_of_document, is_as_sent
from shared_templates.documents.keeping import Overtaken
from shared_templates.documents.models import Document
from tenants.site_context import site
from tests.support.budget import assert_query_budget
from tests.support.deviations import because, depart
from tests.support.documents import begun_by, reporting, sent_by, status_report, with_text, written
from tests.support.factories import PersonFactory
from tests.support.likeness import item_rows, release_row
from tests.support.masters import keep, process, release

pytestmark = [pytest.mark.server, pytest.mark.django_db]


@pytest.fixture
def world(sites: SimpleNamespace) -> SimpleNamespace:
    return reporting(sites)


def told(document: Document, name: str) -> tuple[date, str, list[tuple[str, str]]]:
    """On which day a name was filled in, with what sum and what rows."""
    day, fill = document.filled()[name]
    return day, fill.told, [(row.text, row.figure) for row in fill.rows]


def test_tp15_a_status_report_opens_with_milestones_risks_and_budget_of_that_day(world: SimpleNamespace) -> None:
    """The requirement's own example."""
    today = clock.today()
    with site(world.mall):
        release(keep("P-09", process()), adopt_by=today + timedelta(days=30))
    with site(world.skara):
        depart(world.writer, cost_a_year=60_000)
        Deviation.objects.update(review_on=today - timedelta(days=1))
        report = begun_by(world.writer)
        assert (report.title, report.retention) == ("Lägesrapport", "Gallras efter två år.")
        assert [block.id for block in report.said().blocks] == ["lage", "milstolpar", "risker", "ekonomi"]
        day, sum_told, rows = told(report, "milstolpar")
        assert (day, sum_told) == (today, "Ett släpp från mallen väntar.")
        assert [text for text, _figure in rows] == ["Processer 1.1.0", "Processer 1.0.0"]
        assert rows[0][1].startswith("ska införas senast ")
        assert rows[1][1].startswith("infört ")
        _day, sum_told, rows = told(report, "risker")
        assert sum_told == "Ett avsteg skulle ha omprövats. En sak hindrar driftstart."
        assert [text for text, _figure in rows] == ["Avsteg från P-08 Avvikelse", "Egna rutiner"]
        assert told(report, "budget")[1:] == ("Avstegen kostar 60\xa0000 kr om året.", [("Avvikelser", "60\xa0000 kr")])
        assert {row.day for _on, fill in report.filled().values() for row in fill.rows} == {today}
        assert {row.source for _on, fill in report.filled().values() for row in fill.rows} == {
            "Nytt från mallen", "Infört från mallen", "Avsteg", "Mognad",
        }  # fmt: skip


def test_tp15_likeness_is_told_area_by_area(world: SimpleNamespace) -> None:
    item_rows(world.mall, release_row(world.mall), 4, area="hsl")
    with site(world.skara):
        report = written(
            begun_by(world.writer), world.writer, {"lage": "Vi följer [[likhet]] av mallen.\n\n[[likhet]]"}
        )
        _day, sum_told, rows = told(report, "likhet")
        assert sum_told == "33 % (2 av 6) av mallen gäller oförändrad."
        assert rows == [("Avvikelser", "100 % (2 av 2)"), ("Hälso- och sjukvård", "0 % (0 av 4)")]


def test_tp15_the_names_that_templates_may_hold_all_have_somebody_who_knows() -> None:
    assert {source.placeholder for source in sources.values()} == {name for name, _told in placeholders}


def test_tp15_what_is_filled_in_stays_while_the_world_goes_on_until_somebody_fills_in_anew(
    world: SimpleNamespace,
) -> None:
    with site(world.skara):
        report = written(begun_by(world.writer), world.writer, {"ekonomi": "Egna ord.\n\n[[budget]]\n\nFler ord."})
        assert told(report, "budget")[1] == "Inga avsteg, så inget att räkna på."
        depart(world.writer, cost_a_year=60_000)
        report = written(report, world.writer, {"lage": "Nya ord."})
        assert told(report, "budget")[1] == "Inga avsteg, så inget att räkna på."
        later = clock.now() + timedelta(days=3)
        report = refill_document(actor=actor_for(world.writer), document=report, read=report.revision, now=later)
        assert told(report, "budget")[:2] == (
            clock.today() + timedelta(days=3),
            "Avstegen kostar 60\xa0000 kr om året.",
        )
        texts = {block.id: block.texts.get("text", "") for block in report.said().blocks}
        assert texts["ekonomi"] == "Egna ord.\n\n[[budget]]\n\nFler ord."
        assert texts["lage"] == "Nya ord."
        assert AuditEntry.objects.filter(verb="documents.refill_document").count() == 1


def test_tp15_the_second_writer_is_told_who_was_first_and_nothing_is_lost(world: SimpleNamespace) -> None:
    with site(world.skara):
        report = begun_by(world.writer)
        read = report.revision
        other = PersonFactory(display_name="Lo Först")
        written(report, other, {"lage": "Los ord."})
        with pytest.raises(Overtaken) as caught:
            written(report, world.writer, {"lage": "Mina ord."}, read=read)
        assert caught.value.document.changed_by == "Lo Först"
        for act in (
            lambda: refill_document(actor=HOUSE, document=report, read=read, now=clock.now()),
            lambda: sent_by(world.writer, report, world.reader, read=read),
            lambda: discard_document(actor=HOUSE, document=report, read=read),
        ):
            with pytest.raises(Overtaken):
                act()
        kept = Document.objects.get()
        assert kept.said() == with_text(report, {"lage": "Los ord."})
        assert not kept.is_sent


def test_tp15_what_is_sent_is_frozen_and_those_it_is_for_hear_where_it_is_read(world: SimpleNamespace) -> None:
    with site(world.skara):
        report = written(begun_by(world.writer), world.writer, {"lage": "Det går bra.", "risker": "Inga."})
        sent = sent_by(world.writer, report, world.reader)
        sent.refresh_from_db()
        assert sent.is_sent
        assert is_as_sent(sent)
        assert sent.content_hash == hash_of_document(sent)
        assert sent.sent_to == [["person", str(world.reader.uuid), world.reader.display_name]]
        assert set(sent.fills) == {"milstolpar", "budget"}, "what stands in no section is not sent"
        entry = AuditEntry.objects.get(verb="documents.send_document")
        assert entry.details["hash"] == sent.content_hash
        expand_waiting(actor=HOUSE, now=clock.now())
        event = Event.objects.get(kind="documents.sent")
        assert list(Notice.objects.filter(event=event).values_list("user_id", flat=True)) == [world.reader.pk]
        assert (event.url, event.excerpt) == (f"/projektdokument/{sent.uuid}/", "")
        for act in (
            lambda: written(sent, world.writer, {"lage": "Annat."}),
            lambda: refill_document(actor=HOUSE, document=sent, read=sent.revision, now=clock.now()),
            lambda: sent_by(world.writer, sent, world.reader),
            lambda: discard_document(actor=HOUSE, document=sent, read=sent.revision),
        ):
            with pytest.raises(ValidationError, match="går inte att ändra"):
                act()
        assert Document.objects.get().content_hash == sent.content_hash


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE project_documents_document SET title = 'X'",
        "UPDATE project_documents_document SET content_hash = repeat('0', 64)",
        "UPDATE project_documents_document SET sent_at = NULL, content_hash = ''",
        "UPDATE project_documents_document SET writer_id = NULL, sent_by = 'X'",
        "DELETE FROM project_documents_document",
    ],
)
def test_tp15_the_database_itself_refuses_to_change_what_is_sent(sql: str, world: SimpleNamespace) -> None:
    with site(world.skara):
        sent = sent_by(world.writer, begun_by(world.writer), world.reader)
        with (
            pytest.raises(DatabaseError, match="a document that is sent is never changed or removed"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
        assert is_as_sent(Document.objects.get(pk=sent.pk))


def test_tp15_whoever_wrote_it_may_be_erased_and_the_document_stays(world: SimpleNamespace) -> None:
    with site(world.skara):
        writer = PersonFactory(display_name="Lo Skrev")
        sent = sent_by(writer, begun_by(writer), world.reader)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE project_documents_document SET writer_id = NULL")
        sent.refresh_from_db()
        assert (sent.writer, sent.sent_by) == (None, "Lo Skrev")
        assert is_as_sent(sent)


def test_tp15_a_correction_is_a_new_document_that_names_the_old_one(world: SimpleNamespace) -> None:
    with site(world.skara):
        first = written(begun_by(world.writer), world.writer, {"lage": "Fel siffra."})
        with pytest.raises(ValidationError, match="inte skickat än"):
            correct(world, first)
        first = sent_by(world.writer, first, world.reader)
        correction = correct(world, first)
        assert correction.corrects == first
        assert correction.said() == first.said()
        assert correction.fills == first.fills, "what was known that day, until somebody fills in anew"
        correction = sent_by(world.writer, written(correction, world.writer, {"lage": "Rätt siffra."}), world.reader)
        first.refresh_from_db()
        assert is_as_sent(first)
        assert is_as_sent(correction)
        assert correction.content_hash != first.content_hash
    page = world.at_reader.get(f"/projektdokument/{first.uuid}/").text
    assert f'href="/projektdokument/{correction.uuid}/"' in page
    assert "Läs rättelsen" in page
    assert f'href="/projektdokument/{first.uuid}/"' in world.at_reader.get(f"/projektdokument/{correction.uuid}/").text


def correct(world: SimpleNamespace, document: Document) -> Document:
    return correct_document(
        actor=actor_for(world.writer), user=world.writer, uuid=uuid4(), document=document, now=clock.now()
    )


def test_tp15_a_form_sent_twice_begins_one_document(world: SimpleNamespace) -> None:
    with site(world.skara):
        number = uuid4()
        first, again = (begun_by(world.writer, uuid=number) for _time in range(2))
        assert first.pk == again.pk
        assert AuditEntry.objects.filter(verb="documents.create_document").count() == 1


def test_tp15_nothing_is_sent_to_nobody_and_nothing_with_a_name_that_nothing_fills(world: SimpleNamespace) -> None:
    with site(world.skara):
        report = begun_by(world.writer)
        with pytest.raises(ValidationError, match="Välj minst en person eller enhet"):
            sent_by(world.writer, report)
        with pytest.raises(ValidationError, match="Inget fylls i på"):
            written(report, world.writer, {"lage": "[[väder]]"})
        # The template is adapted here, with a name of their own.
        item = Adopted.objects.get(code="D-02")
        change_item(
            actor=HOUSE, item=item, content=status_report({"lage": "[[väder]]"}), read=item.revision, now=clock.now(),
            why=because(world.writer),
        )  # fmt: skip
        own = begun_by(world.writer)
        with pytest.raises(ValidationError, match="Avsnittet ”Lage”: Inget fylls i på"):
            sent_by(world.writer, own, world.reader)
        assert not Document.objects.filter(sent_at__isnull=False).exists()
        discard_document(actor=actor_for(world.writer), document=own, read=own.revision)
        assert AuditEntry.objects.filter(verb="documents.discard_document").count() == 1
        assert Document.objects.count() == 1


def test_tp15_two_hundred_sections_and_deviations_cost_as_many_questions_as_two(sites: SimpleNamespace) -> None:
    """To fill in, to read, and the list of many."""
    names = [name for name, _told in placeholders]
    world = reporting(sites, status_report({name: f"[[{name}]]" for name in names}))
    with site(world.mall):
        many = status_report({f"del-{number}": f"[[{names[number % 4]}]]" for number in range(200)})
        found = release(keep("D-03", many, kind="form"), name="Mallar")
    with site(world.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())
        depart(world.writer)
        begun_by(world.writer)
        few = questions(lambda: begun_by(world.writer))
        (one,) = Deviation.objects.all()
        depart_two_hundred_times(one)
        template = Adopted.objects.get(code="D-03")
        assert questions(lambda: begun_by(world.writer, template=template)) == few
        short, long = (Document.objects.filter(template_code=code).first() for code in ("D-02", "D-03"))
        assert short is not None
        assert long is not None
        assert len(told(long, "risker")[2]) == 202, "and the routine nobody has answered"
        for document in (short, long):
            sent_by(world.writer, document, world.reader)
    first, second, listed = f"/projektdokument/{short.uuid}/", f"/projektdokument/{long.uuid}/", "/projektdokument/"
    world.at_reader.get(first)
    assert questions(lambda: world.at_reader.get(first)) == questions(lambda: world.at_reader.get(second))
    few = questions(lambda: world.at_reader.get(listed))
    with site(world.skara):
        for _number in range(40):
            sent_by(world.writer, begun_by(world.writer), world.reader)
    # What the frame of a page keeps for a while may be due again.
    world.at_reader.get(listed)
    assert questions(lambda: world.at_reader.get(listed)) == few


def depart_two_hundred_times(like: Deviation) -> None:
    """Units of their own, all to be looked at again since yesterday."""
    rows = [
        Deviation(
            item=like.item, reason="law", text="X", unit=uuid4(), owner=like.owner, state="approved",
            review_on=clock.today() - timedelta(days=1), proposed_at=clock.now(), decided_at=clock.now(),
        )
        for _number in range(200)
    ]  # fmt: skip
    Deviation.objects.filter(pk=like.pk).update(review_on=clock.today() - timedelta(days=1))
    Deviation.objects.bulk_create(rows)


def questions(act: Callable[[], object]) -> int:
    """How many queries it takes."""
    with assert_query_budget(30) as queries:
        act()
    return len(queries)
