"""Is a site's log still what was written? The chain, read and judged (LAW-54).

The question is asked with SQL of our own, not with the functions in the schema: who changed the rows may have
changed those too.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

GENESIS = "0" * 64
DISPOSED = "kernel.dispose_audit"

#: The canonical text of an entry; the migration that chains them has the same words.
CANONICAL = """jsonb_build_array(
    {row}.id, to_char({row}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), {row}.site, {row}.actor_uuid,
    {row}.actor_name, {row}.capacity, {row}.verb, {row}.object_type, {row}.object_id, {row}.object_label, {row}."right",
    {row}.result, host({row}.address), {row}.details)::text"""

#: Each disposal is itself an entry of the chain and says which numbers it took, as ranges.
_JUDGE = f"""
WITH disposed AS (
    SELECT coalesce(range_agg(int8range((taken->>0)::bigint, (taken->>1)::bigint, '[]')), '{{}}') AS numbers
      FROM kernel_auditentry e, jsonb_array_elements(e.details->'taken') AS taken WHERE e.verb = '{DISPOSED}'),
link AS (
    SELECT l.*, lag(l.seq) OVER (ORDER BY l.seq) AS seq_before, lag(l.hash) OVER (ORDER BY l.seq) AS hash_before
      FROM kernel_auditlink l),
judged AS (
    SELECT link.seq, link.entry_id, e.id IS NULL AND NOT link.entry_id <@ disposed.numbers AS gone,
           e.id IS NOT NULL AND link.entry_hash
               <> encode(sha256(convert_to({CANONICAL.format(row="e")}, 'UTF8')), 'hex') AS changed,
           link.seq <> coalesce(link.seq_before, 0) + 1 AS gap,
           link.previous <> coalesce(link.hash_before, '{GENESIS}') OR link.hash <> encode(sha256(convert_to(
               link.previous || ':' || link.seq || ':' || link.entry_id || ':' || link.entry_hash, 'UTF8')), 'hex')
               AS broken
      FROM disposed, link LEFT JOIN kernel_auditentry e ON e.id = link.entry_id)
SELECT seq, entry_id, gone, changed, gap, broken FROM judged WHERE gone OR changed OR gap OR broken
 ORDER BY seq LIMIT %s"""

_UNLINKED = """SELECT e.id FROM kernel_auditentry e LEFT JOIN kernel_auditlink l ON l.entry_id = e.id
 WHERE l.seq IS NULL ORDER BY e.id LIMIT %s"""

_EXTENT = """SELECT count(*), max(l.seq), count(*) FILTER (WHERE e.id IS NULL)
  FROM kernel_auditlink l LEFT JOIN kernel_auditentry e ON e.id = l.entry_id"""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was written.

    Attributes:
        kind: changed, missing, inserted, gap, broken, truncated or anchor.
        seq: place in the chain; None for an entry that has none.
        entry: number of the entry, if one is meant.
    """

    kind: str
    seq: int | None
    entry: int | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """What a chain ended with at a moment, kept outside it."""

    seq: int
    hash: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ChainReport:
    """The verdict on one site's log."""

    links: int
    head: str
    disposed: int
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        """Is everything as it was written?"""
        return not self.findings


def verify_chain(*, anchors: Iterable[Anchor] = (), limit: int = 100) -> ChainReport:
    """Judge the active site's log; a handful of queries whatever its length.

    Args:
        anchors: what the chain ended with at earlier moments, from outside: without one a cut tail cannot be seen.
        limit: how many findings of a kind are listed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EXTENT)
        links, last, gone = cursor.fetchone()
        cursor.execute(_JUDGE, [limit])
        findings = [
            Finding(kind, seq, entry)
            for seq, entry, *faults in cursor.fetchall()
            for kind, found in zip(("missing", "changed", "gap", "broken"), faults, strict=True)
            if found
        ]
        cursor.execute(_UNLINKED, [limit])
        findings += [Finding("inserted", None, row[0]) for row in cursor.fetchall()]
        wanted = {anchor.seq: anchor.hash for anchor in anchors}
        cursor.execute("SELECT seq, hash FROM kernel_auditlink WHERE seq = ANY(%s)", [[*wanted, last or 0]])
        hashes = dict(cursor.fetchall())
    for seq, digest in sorted(wanted.items()):
        if seq > (last or 0):
            findings.append(Finding("truncated", seq, None))
        elif seq in hashes and hashes[seq] != digest:
            findings.append(Finding("anchor", seq, None))
    missing = sum(finding.kind == "missing" for finding in findings)
    return ChainReport(
        links=links,
        head=hashes.get(last or 0, GENESIS),
        disposed=gone - min(gone, missing),
        findings=tuple(findings[:limit]),
    )


def chain_head() -> tuple[int, str]:
    """Number and hash of the active site's last link; (0, zeros) for an empty log."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM kernel_auditlink ORDER BY seq DESC LIMIT 1")
        row = cursor.fetchone()
    return (int(row[0]), str(row[1])) if row else (0, GENESIS)
