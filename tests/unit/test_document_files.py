"""A document is what its name says, or it is refused."""

import io
import zipfile

import pytest
from django.conf import settings
from django.test import override_settings

from samverk.intranet.checks import every_kind_of_document_is_checked
from samverk.kernel.document_files import CHUNK, is_what_it_says
from samverk.project.demo.documents import pdf

ODF = "application/vnd.oasis.opendocument."


def archive(**entries: str | bytes) -> bytes:
    """A zip with these entries, the first not compressed; `__` stands for a slash, `_dot_` for a dot."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in entries.items():
            made.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return out.getvalue()


def office(folder: str, **more: str) -> bytes:
    """What Word, Excel or PowerPoint writes, as far as the check looks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr(f"{folder}/document.xml", "<x/>")
        for name, content in more.items():
            made.writestr(f"{folder}/{name}.bin", content)
    return out.getvalue()


PDF = pdf(["Rutin för åäö", "Text"])
GOOD = {
    "rutin.pdf": PDF,
    "RUTIN.PDF": PDF,
    "brev.docx": office("word"),
    "lista.xlsx": office("xl"),
    "bilder.pptx": office("ppt"),
    "brev.odt": archive(mimetype=ODF + "text", content_dot_xml="<x/>"),
    "lista.ods": archive(mimetype=ODF + "spreadsheet", content_dot_xml="<x/>"),
    "allt.zip": archive(a="b"),
    "text.txt": "Rutin för åäö\n".encode(),
    "tom.txt": b"",
    "gammal.csv": "Namn;Ålder\r\nÅsa;44\r\n".encode("cp1252"),
    "excel.csv": "Namn;Ålder\r\n".encode("utf-8-sig"),
    "unicode.txt": "Rutin för åäö".encode("utf-16"),
    "stor.txt": b"a" * (CHUNK - 1) + "ååå".encode() * 10,
    "mote.ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n",
}
EXE = b"MZ\x90\x00\x03" + b"\x00" * 200
HTML = b"<!DOCTYPE html><script>alert(1)</script>"
BAD = {
    "skrap.pdf": b"%PDF-1.4\n" + b"x" * 100,
    "trunkerad.pdf": PDF[: len(PDF) // 2],
    "inte.pdf": b"<html>%PDF-1.4" + PDF,
    "text.pdf": b"hej",
    "tom.pdf": b"",
    "exe.pdf": EXE,
    "exe.txt": EXE,
    "exe.csv": EXE,
    "exe.docx": EXE,
    "exe.zip": EXE,
    "zip.docx": archive(a="b"),
    "excel.docx": office("xl"),
    "makro.docx": office("word", vbaProject="x"),
    "makro.xlsx": office("xl", vbaProject="x"),
    "trasig.xlsx": office("xl")[:40],
    "text.odt": archive(mimetype=ODF + "spreadsheet"),
    "utan.odt": archive(content_dot_xml="<x/>"),
    "makro.odt": archive(mimetype=ODF + "text", Basic__Standard__Module1_dot_xml="x"),
    "sida.txt": HTML,
    "sida.csv": b"\xef\xbb\xbf \n" + HTML,
    "bild.txt": b"<?xml version='1.0'?><svg onload='alert(1)'/>",
    "skript.txt": b"#!/bin/sh\nrm -rf /",
    "pdf.txt": PDF,
    "sen.txt": b"a" * (CHUNK + 10) + b"\x00\x01",
    "sida.ics": HTML,
    "sida.html": HTML,
    "bild.svg": b"<svg/>",
    "program.exe": EXE,
    "utan": b"text",
}


@pytest.mark.parametrize("name", GOOD)
def test_a_file_that_is_what_its_name_says_is_taken(name: str) -> None:
    file = io.BytesIO(GOOD[name])
    assert is_what_it_says(name=name, file=file)
    assert file.tell() == 0, "the next reader begins at the beginning"


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_is_something_else_is_refused(name: str) -> None:
    assert not is_what_it_says(name=name, file=io.BytesIO(BAD[name]))


def test_every_kind_that_is_let_in_is_looked_into() -> None:
    assert every_kind_of_document_is_checked(None) == []
    assert {name.rpartition(".")[2].lower() for name in GOOD} == set(settings.WAGTAILDOCS_EXTENSIONS)


@override_settings(WAGTAILDOCS_EXTENSIONS=["pdf", "exe"])
def test_a_kind_nobody_looks_into_stops_the_start() -> None:
    assert [error.id for error in every_kind_of_document_is_checked(None)] == ["intranet.E001"]
