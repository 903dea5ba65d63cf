"""Reports after the model's document templates: Skara has sent one, Tibro is writing one (TP-15)."""

from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from django.utils.timezone import localdate

from samverk.identity.access import actor_for
from samverk.identity.models import User
from samverk.people.models import Unit
from samverk.people.models.dated import on
from samverk.project.demo.masters import at
from shared_templates.content.values import Block, content
from shared_templates.documents.actions.create_document import create_document
from shared_templates.documents.actions.send_document import send_document
from shared_templates.documents.actions.write_document import write_document
from shared_templates.documents.models import Document
from shared_templates.documents.queries import template_by_code

STATUS_REPORT = "D-02"
#: Section → what is written before what is filled in; its first key is the municipality.
WRITTEN = {
    "skara": {
        "kort": "Det går bra. Alla tolv processer är införda och rutinerna besvarade. Vi behöver inget av styrgruppen.",
        "milstolpar": "Vi ligger före planen med två veckor.",
        "risker": "Sommarens vikarier behöver utbildning före maj. Den lokala projektledaren äger frågan.",
        "ekonomi": "Vi gör inga avsteg, så förvaltningen kostar det som är avtalat.",
        "beslut": "Inget beslut behövs.",
    },
    "tibro": {
        "kort": "Ett släpp väntar, och två avsteg ska omprövas före sommaren.",
        "ekonomi": "[[budget]] Vi föreslår att genomförandeplanen på papper upphör.",
    },
}


def write_reports(*, slug: str, day: date) -> None:
    """What the municipality has written, on the days it did; nothing for the others.

    Args:
        slug: the municipality's short name.
        day: from which the days are counted.
    """
    if slug in WRITTEN:
        report = _write(slug, now=at(day, 2))
        if slug == "skara":
            _send(report, now=at(day, 1))


def _write(slug: str, *, now: datetime) -> Document:
    writer = User.objects.get(username="lokal-projektledare")
    template = template_by_code(STATUS_REPORT)
    assert template is not None
    number = uuid5(NAMESPACE_URL, f"samverk-demo:document:{slug}")
    report = create_document(actor=actor_for(writer), user=writer, uuid=number, template=template, now=now)
    said, own = report.said(), WRITTEN[slug]
    blocks = [
        Block(
            block.id, block.kind, {**block.texts, "text": _before(own.get(block.id, ""), block.texts.get("text", ""))}
        )
        for block in said.blocks
    ]
    told = content({"title": f"Lägesrapport {now:%Y-%m}"}, blocks)
    return write_document(actor=actor_for(writer), document=report, content=told, read=report.revision, now=now)


def _before(own: str, filled: str) -> str:
    """Own words, then what is filled in; once where the words hold it already."""
    return own if filled and filled in own else f"{own}\n\n{filled}"


def _send(report: Document, *, now: datetime) -> None:
    writer, reader = (User.objects.get(username=name) for name in ("lokal-projektledare", "socialchef"))
    units = list(Unit.objects.filter(on(localdate(now)), name="IT"))
    send_document(
        actor=actor_for(writer), user=writer, document=report, read=report.revision, people=[reader], units=units,
        now=now,
    )  # fmt: skip
