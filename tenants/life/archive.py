"""The file itself: a zip that any computer opens, written as a stream and given its name when it is whole."""

import hashlib
import json
import os
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO, Any

from tenants.life.manifest import Manifest, NotAnArchive, read_manifest

CHUNK = 1 << 20
#: Compressing these again costs time and saves nothing.
PACKED = frozenset(
    {".jpg", ".jpeg", ".png", ".webp", ".gif", ".pdf", ".zip", ".docx", ".xlsx", ".pptx", ".odt", ".mp4"}
)


class ArchiveWriter:
    """Members one after the other; memory does not grow with what is written."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._zip = zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=6)

    def text(self, name: str, text: str) -> None:
        """One small member."""
        self._zip.writestr(_member(name), text, zipfile.ZIP_DEFLATED)

    def lines(self, name: str, texts: Iterable[str]) -> str:
        """One member of lines; returns its SHA-256."""
        digest = hashlib.sha256()
        with self._zip.open(_member(name), "w", force_zip64=True) as member:
            for text in texts:
                line = text.encode() + b"\n"
                digest.update(line)
                member.write(line)
        return digest.hexdigest()

    def file(self, name: str, path: Path) -> tuple[int, str]:
        """One member from a file; returns its length and SHA-256."""
        digest, size = hashlib.sha256(), 0
        info = _member(name)
        info.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in PACKED else zipfile.ZIP_DEFLATED
        with path.open("rb") as source, self._zip.open(info, "w", force_zip64=True) as member:
            while block := source.read(CHUNK):
                digest.update(block)
                size += len(block)
                member.write(block)
        return size, digest.hexdigest()

    def close(self) -> None:
        """Write the zip's own table of contents."""
        self._zip.close()


@contextmanager
def new_archive(target: Path) -> Iterator[ArchiveWriter]:
    """Write to `target.part`; `target` appears, readable by its owner only, when everything is on the disk."""
    part = target.with_name(f"{target.name}.part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            writer = ArchiveWriter(stream)
            try:
                yield writer
            finally:
                writer.close()
            stream.flush()
            os.fsync(stream.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


class ArchiveReader:
    """An archive on disk; every member is checked against the manifest as it is read."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            self.manifest: Manifest = read_manifest(self._zip.read("manifest.json"))
            self.site: dict[str, Any] = json.loads(self._zip.read("tenant.json"))
        except FileNotFoundError as error:
            raise NotAnArchive(f"Filen {path} finns inte.") from error
        except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise NotAnArchive("Filen är inte ett arkiv från Samverk, eller så är den skadad.") from error

    def __enter__(self) -> "ArchiveReader":
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def table(self, name: str) -> Iterator[str]:
        """The table's lines. Raises: NotAnArchive at the end, when they are not those of the manifest."""
        return self._lines(f"data/{name}.jsonl", self.manifest.tables[name].sha256)

    def public(self, name: str) -> Iterator[str]:
        """Lines of what the site keeps in public."""
        return self._lines(f"public/{name}.jsonl", self.manifest.public[name].sha256)

    def files(self) -> Iterator[dict[str, Any]]:
        """Name, bytes, sha256 and mtime of each file.

        Raises:
            NotAnArchive: for a name that leads out of the site's folder.
        """
        for text in self._lines("files.jsonl", self.manifest.files["listing_sha256"]):
            facts = json.loads(text)
            parts = PurePosixPath(facts["name"]).parts
            if not parts or PurePosixPath(facts["name"]).is_absolute() or {"..", "."} & set(parts):
                raise NotAnArchive(f"Arkivet innehåller ett otillåtet filnamn: {facts['name']!r}.")
            yield facts

    def copy_file(self, facts: dict[str, Any], target: Path) -> None:
        """Write one file to `target`, with its old time of change. Raises: NotAnArchive when it is damaged."""
        digest = hashlib.sha256()
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as out, self._open(f"files/{facts['name']}") as member:
            while block := self._read(member):
                digest.update(block)
                out.write(block)
        if digest.hexdigest() != facts["sha256"]:
            raise NotAnArchive(f"Filen {facts['name']} i arkivet är skadad.")
        os.utime(target, (facts["mtime"], facts["mtime"]))

    def hash_file(self, facts: dict[str, Any]) -> str:
        """SHA-256 of one file as it lies in the archive."""
        digest = hashlib.sha256()
        with self._open(f"files/{facts['name']}") as member:
            while block := self._read(member):
                digest.update(block)
        return digest.hexdigest()

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self._zip.open(name)
        except KeyError as error:
            raise NotAnArchive(f"Arkivet är inte helt: {name} saknas.") from error

    def _read(self, member: IO[bytes]) -> bytes:
        try:
            return member.read(CHUNK)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError) as error:
            raise NotAnArchive(f"Arkivet är skadat: {error}.") from error

    def _lines(self, name: str, sha256: str) -> Iterator[str]:
        digest = hashlib.sha256()
        with self._open(name) as member:
            try:
                for line in member:
                    digest.update(line)
                    yield line.decode().rstrip("\n")
            except (zipfile.BadZipFile, zlib.error, EOFError, UnicodeDecodeError) as error:
                raise NotAnArchive(f"Arkivet är skadat: {name}.") from error
        if digest.hexdigest() != sha256:
            raise NotAnArchive(f"Arkivet är ändrat eller skadat: kontrollsumman för {name} stämmer inte.")


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.gmtime()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def file_hash(path: Path) -> str:
    """SHA-256 of a file on disk."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def as_iso(moment: datetime) -> str:
    """The moment as text, to the microsecond."""
    return moment.isoformat(timespec="microseconds")
