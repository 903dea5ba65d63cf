"""Small real files for the demo: PDFs and texts, made here with nothing but the standard library."""

import re
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document
from wagtail.models import Collection

from samverk.identity.models import User
from samverk.project.demo.texts import texts
from samverk.project.demo.words import Words

COLLECTION = "Styrande dokument"
LINE_LENGTH = 78
_DOCUMENT_LINK = re.compile(r'id="dokument:([a-z0-9-]+)"')


def make_documents(words: Words, *, owner: User) -> dict[str, int]:
    """Save the governing documents in a collection of their own; returns their ids by name.

    Args:
        words: the site's own.
        owner: who uploaded them.
    """
    root = Collection.get_first_root_node()
    assert root is not None
    collection = root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
    made = {}
    for entry in texts("documents")["document"]:
        name, data = _file(entry, words)
        document = Document(
            title=words.fill(entry["title"]),
            collection=collection,
            uploaded_by_user=owner,
            file=ContentFile(data, name=name),
            file_size=len(data),
        )
        document.save()
        made[entry["slug"]] = int(document.pk)
    return made


def link_documents(body: str, documents: dict[str, int]) -> str:
    """Put the documents' ids where the text names them.

    Raises:
        KeyError: when a text links to a document that does not exist.
    """
    return _DOCUMENT_LINK.sub(lambda found: f'id="{documents[found.group(1)]}"', body)


def _file(entry: dict[str, Any], words: Words) -> tuple[str, bytes]:
    lines = [words.fill(entry["title"]), words.official, "", *wrap(words.fill(entry["text"]))]
    lines += ["", "Demodata – påhittade uppgifter"]
    if entry.get("kind") == "txt":
        return f"{entry['slug']}.txt", "\n".join(lines).encode()
    return f"{entry['slug']}.pdf", pdf(lines)


def wrap(text: str) -> list[str]:
    """Lines no longer than the paper is wide; empty lines are kept."""
    lines: list[str] = []
    for paragraph in text.strip().splitlines():
        line = ""
        for word in paragraph.split():
            if len(line) + len(word) + 1 > LINE_LENGTH:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        lines.append(line)
    return lines


def pdf(lines: list[str]) -> bytes:
    """A one-page PDF 1.4 with the lines in Helvetica, the first as its heading (ISO 32000-1, 7.5)."""
    title = _pdf_text(lines[0])
    text = f"BT /F2 18 Tf 60 770 Td ({title}) Tj /F1 11 Tf 0 -10 Td 15 TL T* "
    text += " ".join(f"({_pdf_text(line)}) Tj T*" for line in lines[1:]) + " ET"
    stream = text.encode("cp1252", "replace")
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /{} /Encoding /WinAnsiEncoding >>"
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (sv-SE) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>"
        % b"<< /Font << /F1 5 0 R /F2 6 0 R >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        font.format("Helvetica").encode(),
        font.format("Helvetica-Bold").encode(),
        b"<< /Title (%s) /Producer (Samverk) >>" % title.encode("cp1252", "replace"),
    ]
    out = bytearray(b"%PDF-1.4\n")
    starts = []
    for number, part in enumerate(parts, start=1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % start for start in starts)
    out += b"trailer\n<< /Size %d /Root 1 0 R /Info 7 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, table)
    return bytes(out)


def _pdf_text(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
