"""A pack as files: one page that needs no server and no network, and what it takes to check it."""

import hashlib
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from samverk.intranet.emergency.queries import Content

PAGE, MANIFEST, SUMS = "index.html", "manifest.json", "SHA256SUMS"
_STYLE = Path(__file__).with_name("pack.css")


def files_of(*, content: Content, site_name: str, address: str, language: str, now: datetime) -> dict[str, bytes]:
    """Name → bytes.

    Args:
        content: what the pack holds.
        site_name: the municipality's.
        address: host name of the site, to go back to.
        language: of the page's own words.
        now: said on the page, so that nobody trusts an old one.
    """
    with translation.override(language):
        page = render_to_string(
            "intranet/emergency/pack.html",
            {
                "content": content,
                "site_name": site_name,
                "address": address,
                "language": language,
                "made_at": now,
                # Our own file, no part of anybody's text.
                "style": mark_safe(f"<style>{_STYLE.read_text(encoding='utf-8')}</style>"),  # noqa: S308  # nosec B308 B703
            },
        ).encode()
    manifest = {
        "site": site_name,
        "address": address,
        "made_at": now.isoformat(timespec="seconds"),
        "guides": [guide.slug for guide in content.guides],
        "files": {PAGE: _sum(page)},
    }
    told = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    sums = f"{_sum(page)}  {PAGE}\n{_sum(told)}  {MANIFEST}\n".encode()
    return {PAGE: page, MANIFEST: told, SUMS: sums}


def zipped(files: dict[str, bytes], *, now: datetime) -> bytes:
    """The files as one archive; the same files at the same moment give the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, date_time=now.timetuple()[:6])
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return buffer.getvalue()


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
