"""Documents for tests, through the doors."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from samverk.people.models import Unit
from shared_templates.adoption.actions.take_release import take_release
from shared_templates.adoption.models import Adopted
from shared_templates.content.values import Block, Content, content
from shared_templates.documents.actions.create_document import create_document
from shared_templates.documents.actions.send_document import send_document
from shared_templates.documents.actions.write_document import write_document
from shared_templates.documents.models import Document
from shared_templates.documents.shape import begun
from shared_templates.groups import TEMPLATE_KEEPERS
from tenants.site_context import site
from tests.support.clients import SiteClient
from tests.support.factories import PersonFactory
from tests.support.masters import keep, process, release

SECTIONS = {"lage": "", "milstolpar": "[[milstolpar]]", "risker": "[[risker]]", "ekonomi": "[[budget]]"}


def status_report(sections: dict[str, str] | None = None, **head: str) -> Content:
    """A document template whose sections are filled in."""
    blocks = [
        Block(name, "section", {"title": name.title(), "text": text, "guidance": f"Skriv om {name}."})
        for name, text in (SECTIONS if sections is None else sections).items()
    ]
    told = {"title": "Lägesrapport", "used_for": "Styrgruppen", "retention": "Gallras efter två år."}
    return content({**told, **head}, blocks)


def reporting(sites: SimpleNamespace, said: Content | None = None) -> SimpleNamespace:
    """Skara has taken a process and the template D-02: a writer and a reader there, each in a browser too."""
    with site(sites.mall):
        found = release(keep("P-08", process()), keep("D-02", said or status_report(), kind="form"))
    with site(sites.skara):
        take_release(actor=HOUSE, uuid=uuid4(), release=found.uuid, now=clock.now())
        writer, reader = PersonFactory(group_names=(TEMPLATE_KEEPERS,)), PersonFactory()
    return SimpleNamespace(
        writer=writer, reader=reader, at_writer=SiteClient("skara.localhost").sign_in(writer),
        at_reader=SiteClient("skara.localhost").sign_in(reader), **vars(sites),
    )  # fmt: skip


def begun_by(user: User, **facts: Any) -> Document:
    """A draft after D-02 in the active site."""
    given = {"uuid": uuid4(), "template": Adopted.objects.get(code="D-02"), "now": clock.now(), **facts}
    return create_document(actor=actor_for(user), user=user, **given)


def with_text(document: Document, texts: dict[str, str]) -> Content:
    """What the draft says, but for these sections."""
    said = document.said()
    blocks = [
        Block(block.id, block.kind, {**block.texts, "text": texts.get(block.id, block.texts.get("text", ""))})
        for block in said.blocks
    ]
    return content(said.head, blocks)


def written(document: Document, user: User, texts: dict[str, str], **facts: Any) -> Document:
    """Somebody writes in a draft."""
    given = {"read": document.revision, "now": clock.now(), **facts}
    return write_document(actor=actor_for(user), document=document, content=with_text(document, texts), **given)


def sent_by(user: User, document: Document, *people: User, units: tuple[Unit, ...] = (), **facts: Any) -> Document:
    """Somebody sends it to these."""
    given = {"read": document.revision, "now": clock.now(), **facts}
    return send_document(actor=actor_for(user), user=user, document=document, people=people, units=units, **given)


def document_rows(user: User) -> dict[str, Any]:
    """A draft and a sent document after no template of the active site, by name: their uuids."""
    found = {}
    for name in ("document_draft", "document_sent"):
        row = Document(
            uuid=uuid4(), template_key=uuid4(), template_code="D-02", template_title="Lägesrapport",
            template_version=1, writer=user, created_at=clock.now(), changed_at=clock.now(), changed_by="X",
        )  # fmt: skip
        row.say(begun(status_report({"lage": "Det går bra."})))
        row.save()
        found[name] = row.uuid
    sent_by(user, Document.objects.get(uuid=found["document_sent"]), user)
    return found
