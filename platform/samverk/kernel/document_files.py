"""Is a file what its name says? Asked of every document before it is kept.

The name decides which program opens the file on a colleague's computer, so a name that lies is how something else gets
opened. This is no virus scanner: it keeps out other kinds of files, and office files that carry macros.
"""

import zipfile
from collections.abc import Callable
from typing import IO

#: Readers of PDF want the header first and the end mark within the last 1024 bytes (ISO 32000-1, 7.5 and annex H).
PDF_TAIL = 1024
#: What a text may not begin with: a browser or an editor would take it for something that runs.
MARKUP = ("<!doctype", "<html", "<svg", "<script", "<?xml", "<?php", "#!", "{\\rtf", "%pdf")
#: Control characters no text has; tab, line feed, form feed and carriage return are none of them.
CONTROL = frozenset(map(chr, range(32))) - frozenset("\t\n\f\r")
CONTROL_BYTES = frozenset(map(ord, CONTROL))
CHUNK = 64 * 1024


def is_what_it_says(*, name: str, file: IO[bytes]) -> bool:
    """Whether the content fits the name's extension; False for extensions nobody here knows.

    The file is left at its beginning.

    Args:
        name: with the extension.
        file: open for reading, seekable.
    """
    check = CHECKS.get(name.rpartition(".")[2].lower())
    if check is None:
        return False
    file.seek(0)
    try:
        return check(file)
    finally:
        file.seek(0)


def _is_pdf(file: IO[bytes]) -> bool:
    if file.read(5) != b"%PDF-":
        return False
    size = file.seek(0, 2)
    file.seek(max(0, size - PDF_TAIL))
    tail = file.read()
    return b"startxref" in tail and b"%%EOF" in tail


def _names(file: IO[bytes]) -> list[str]:
    """Names in a zip archive; empty when it is none. Only the directory is read, nothing is unpacked."""
    if file.read(2) != b"PK":
        return []
    try:
        with zipfile.ZipFile(file) as archive:
            return archive.namelist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        return []


def _is_zip(file: IO[bytes]) -> bool:
    return bool(_names(file))


def _is_office(folder: str) -> Callable[[IO[bytes]], bool]:
    def check(file: IO[bytes]) -> bool:
        names = _names(file)
        if any(name.rpartition("/")[2].lower() == "vbaproject.bin" for name in names):
            return False
        return "[Content_Types].xml" in names and any(name.startswith(folder) for name in names)

    return check


def _is_open_document(kind: str) -> Callable[[IO[bytes]], bool]:
    wanted = f"application/vnd.oasis.opendocument.{kind}".encode()

    def check(file: IO[bytes]) -> bool:
        names = _names(file)
        if "mimetype" not in names or any(name.startswith("Basic/") for name in names):
            return False
        file.seek(0)
        # OpenDocument 1.3, part 2, 3.3: the first entry, not compressed, so its text stands at a fixed place.
        return file.read(38 + len(wanted)).endswith(b"mimetype" + wanted)

    return check


def _is_text(file: IO[bytes]) -> bool:
    head = file.read(CHUNK)
    wide = head.startswith((b"\xff\xfe", b"\xfe\xff"))
    # Excel on Windows still writes csv in the old Western code page.
    encodings = ("utf-16",) if wide else ("utf-8-sig", "cp1252")
    text = next((text for encoding in encodings if (text := _decoded(head, encoding)) is not None), None)
    if text is None or CONTROL & set(text) or text.lstrip().lower().startswith(MARKUP):
        return False
    return wide or not any(CONTROL_BYTES & set(more) for more in iter(lambda: file.read(CHUNK), b""))


def _decoded(head: bytes, encoding: str) -> str | None:
    """The text, or None; a letter cut in two at the end of a full chunk is forgiven."""
    for cut in range(4) if len(head) == CHUNK else (0,):
        try:
            return head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _is_calendar(file: IO[bytes]) -> bool:
    return file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().upper().startswith(b"BEGIN:VCALENDAR")


#: One check for each extension of WAGTAILDOCS_EXTENSIONS; intranet.checks refuses to start when one is missing.
CHECKS: dict[str, Callable[[IO[bytes]], bool]] = {
    "csv": _is_text,
    "docx": _is_office("word/"),
    "ics": _is_calendar,
    "ods": _is_open_document("spreadsheet"),
    "odt": _is_open_document("text"),
    "pdf": _is_pdf,
    "pptx": _is_office("ppt/"),
    "txt": _is_text,
    "xlsx": _is_office("xl/"),
    "zip": _is_zip,
}
