"""What an archive says of itself: enough to refuse it in plain words, and to prove that a copy is the same."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from typing import Any

FORMAT = "samverk-site"
FORMAT_VERSION = 1


class NotAnArchive(Exception):
    """The file is not an archive this version can read, or not whole."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of one table, or of one public part."""

    rows: int
    sha256: str


@dataclass(slots=True)
class Manifest:
    """`manifest.json` of an archive.

    Attributes:
        moment: the instant that the content is of, ISO 8601.
        made_at: when the archive was made.
        passwords: do secrets travel in it.
        migrations: every migration of the site's schema, (app, name).
        tables, public: what each holds.
        sequences: "table.column" → last number given.
        files: count, bytes, and a hash over names and contents.
        left_out: table → why it is not here.
    """

    schema_name: str
    slug: str
    uuid: str
    official_name: str
    moment: str
    made_at: str
    product_version: str
    passwords: bool
    migrations: list[list[str]]
    tables: dict[str, Part] = field(default_factory=dict)
    public: dict[str, Part] = field(default_factory=dict)
    sequences: dict[str, int] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)

    @property
    def logical_hash(self) -> str:
        """One hash of everything a person would miss: rows, what lies in public, files."""
        digest = hashlib.sha256()
        for sort, parts in (("table", self.tables), ("public", self.public)):
            for name in sorted(parts):
                digest.update(f"{sort} {name} {parts[name].rows} {parts[name].sha256}\n".encode())
        digest.update(f"files {self.files.get('count', 0)} {self.files.get('sha256', '')}\n".encode())
        return digest.hexdigest()

    def as_json(self) -> str:
        """The text of `manifest.json`."""
        facts = {"format": FORMAT, "format_version": FORMAT_VERSION, **asdict(self), "logical_hash": self.logical_hash}
        return json.dumps(facts, ensure_ascii=False, indent=2)


def read_manifest(text: bytes) -> Manifest:
    """The manifest in `text`.

    Raises:
        NotAnArchive: in words for the operator.
    """
    try:
        facts = json.loads(text)
        if facts.pop("format") != FORMAT:
            raise KeyError
        version = facts.pop("format_version")
        if version != FORMAT_VERSION:
            raise NotAnArchive(
                f"Arkivet har formatversion {version}, men den här versionen av Samverk läser {FORMAT_VERSION}. "
                f"Ingenting är ändrat. Uppgradera Samverk, eller exportera igen med samma version som här."
            )
        said = facts.pop("logical_hash")
        for sort in ("tables", "public"):
            facts[sort] = {name: Part(**part) for name, part in facts[sort].items()}
        manifest = Manifest(**facts)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotAnArchive("Filen är inte ett arkiv från Samverk, eller så är den skadad.") from error
    if manifest.logical_hash != said:
        raise NotAnArchive("Arkivets innehållsförteckning är ändrad: kontrollsumman stämmer inte.")
    return manifest
