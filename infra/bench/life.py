"""How long a whole site takes: export, verify, import, restore, erase – with rows and files enough to matter.

    .venv/bin/python infra/bench/life.py [--rows 200000] [--files 500]

Uses a home of its own (embedded PostgreSQL, fsync on) in the system's folder for temporary files, and removes it.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import psycopg2

from samverk.project.embedded.postgres import EmbeddedPostgres
from samverk.project.embedded.valkey import EmbeddedValkey

LOG = """INSERT INTO skara.kernel_auditentry (at, actor_name, capacity, verb, object_type, object_id, object_label,
                                              result, details)
         SELECT now() - n * interval '1 minute', 'Person ' || n %% 2000, 'employee', 'intranet.publish_page',
                'intranet.newspage', n::text, 'Nyheten om ' || n, 'done', jsonb_build_object('n', n)
           FROM generate_series(1, %s) AS n"""


def main() -> None:
    """Measure and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=200_000)
    options.add_argument("--files", type=int, default=500)
    chosen = options.parse_args()
    home = Path(tempfile.mkdtemp(prefix="samverk-bench-", dir="/tmp"))
    home.chmod(0o711)
    try:
        measure(home, chosen.rows, chosen.files)
    finally:
        for server in (EmbeddedValkey(home), EmbeddedPostgres(home)):
            server.stop()
        shutil.rmtree(home, ignore_errors=True)


def measure(home: Path, rows: int, files: int) -> None:
    """Fill a site and take it through its life."""
    address = EmbeddedPostgres(home).start()
    EmbeddedValkey(home).start()
    samverk(home, "tenant", "create", "skara", "--name", "Skara", "--kind", "municipality", "--scb-code", "1495")
    with closing(psycopg2.connect(address.url)) as connected, connected.cursor() as cursor:
        cursor.execute(LOG, [rows])
        connected.commit()
    folder = home / "files" / "skara" / "documents"
    folder.mkdir(parents=True)
    for number in range(files):
        (folder / f"{number}.bin").write_bytes(os.urandom(200_000))
    archive = home / "skara.zip"
    floor = samverk(home, "tenant", "list", "--json")
    print(f"rows {rows}, files {files} × 200 kB; the command itself (`samverk tenant list`) takes {floor[0]:.1f} s")
    steps: list[tuple[str, tuple[str, ...]]] = [
        ("backup", ("backup",)),
        ("export", ("tenant", "export", "skara", "--to", str(archive), "--with-passwords")),
        ("verify the file", ("tenant", "verify", str(archive))),
        ("verify the site", ("tenant", "verify", "skara")),
        ("restore from the file", ("tenant", "restore", "skara", "--from-file", str(archive))),
        ("restore to a second", ("tenant", "restore", "skara", "--at", datetime.now(UTC).isoformat())),
        ("erase", ("tenant", "erase", "skara", "--grace-days", "0", "--yes")),
        ("import", ("tenant", "import", str(archive))),
    ]
    for name, arguments in steps:
        if name == "restore to a second":
            time.sleep(1.5)
            arguments = (*arguments[:-1], datetime.now(UTC).isoformat())
            time.sleep(1.5)
        seconds, peak = samverk(home, *arguments)
        print(f"| {name} | {seconds - floor[0]:.1f} | {peak} |")
    print(json.dumps({"archive_mb": round(archive.stat().st_size / 1e6, 1)}))


def samverk(home: Path, *arguments: str) -> tuple[float, int]:
    """Run a command; seconds and the highest peak of memory (MB) of any command so far."""
    environment = {**os.environ, "SAMVERK_HOME": str(home)}
    for name in ("DATABASE_URL", "REDIS_URL", "SAMVERK_CACHE_URL"):
        environment.pop(name, None)
    started = time.monotonic()
    subprocess.run(
        [sys.executable, "-m", "samverk.project.cli", *arguments], env=environment, check=True, capture_output=True
    )
    return time.monotonic() - started, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


if __name__ == "__main__":
    main()
