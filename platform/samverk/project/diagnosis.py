"""What the doctor looks at; each finding says in plain Swedish what is wrong and what to do."""

import math
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import checks
from django.db import connection

from samverk.project.health import broker
from samverk.project.migrating import lagging_schemas, public_lags
from tenants.life.queries import unfinished_operations

MIN_POSTGRES = 150_000
MIN_LOCKS = 1024
#: Indexes are locked too, and others hold locks meanwhile.
LOCK_MARGIN = 1.2
#: Seconds a connection may live: what it remembers of each site it has visited grows (law 10).
MAX_CONNECTION_AGE = 3600


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at."""

    what: str
    ok: bool
    says: str


def diagnose() -> list[Finding]:
    """Look at the database, the broker and the tenancy laws.

    Raises:
        django.db.OperationalError: when the database cannot be reached at all.
    """
    return [
        *_server(),
        _locks(),
        _pooler(),
        _recycling(),
        _broker(),
        _migrations(),
        *_laws(),
        *_copies(),
        *_unfinished(),
    ]


def _server() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                      current_setting('server_encoding'),
                      current_setting('fsync'),
                      has_database_privilege(current_database(), 'CREATE'),
                      (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"""
        )
        number, version, encoding, fsync, may_create, bypasses = cursor.fetchone()
    return [
        Finding(
            "PostgreSQL",
            number >= MIN_POSTGRES,
            f"Version {version}." + ("" if number >= MIN_POSTGRES else " Det behövs 15 eller nyare."),
        ),
        Finding(
            "Teckenkodning",
            encoding == "UTF8",
            f"{encoding}." + ("" if encoding == "UTF8" else " Skapa databasen med ENCODING 'UTF8'."),
        ),
        Finding(
            "Skrivning till disk",
            fsync == "on",
            f"fsync = {fsync}." + ("" if fsync == "on" else " Slå på: annars kan bekräftade ändringar gå förlorade."),
        ),
        Finding(
            "Rätt att skapa",
            may_create,
            "Rollen får skapa scheman." if may_create else "Ge rollen CREATE på databasen.",
        ),
        Finding(
            "Radskydd",
            not bypasses,
            "Rollen följer radskyddet."
            if not bypasses
            else "Rollen är superuser eller har BYPASSRLS. Använd en roll utan det.",
        ),
    ]


def _locks() -> Finding:
    """pg_dump of everything, and the removal of a site, lock every table; the room for locks is shared by all."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_setting('max_locks_per_transaction')::int,
                      current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int,
                      (SELECT count(*) FROM pg_class WHERE relkind IN ('r', 'p'))"""
        )
        each, holders, tables = cursor.fetchone()
    needed = max(MIN_LOCKS, math.ceil(tables * LOCK_MARGIN / holders))
    says = f"max_locks_per_transaction = {each}: plats för {each * holders} lås, och databasen har {tables} tabeller."
    if each >= needed:
        return Finding("Lås", True, says)
    return Finding("Lås", False, f"{says} Sätt minst {needed}: en säkerhetskopia låser varje tabell.")


def _recycling() -> Finding:
    """Connections and worker processes remember something of every site they have served (law 10)."""
    age: Any = settings.DATABASES["default"]["CONN_MAX_AGE"]
    tasks = settings.CELERY_WORKER_MAX_TASKS_PER_CHILD
    ok = age is not None and age <= MAX_CONNECTION_AGE and bool(tasks)
    says = f"Anslutningar byts efter {age} s, arbetsprocesser efter {tasks} jobb."
    return Finding("Minne", ok, says if ok else f"{says} Sätt CONN_MAX_AGE till högst {MAX_CONNECTION_AGE}.")


def _pooler() -> Finding:
    """A transaction-mode pooler loses session settings between statements (law 7)."""
    pids = set()
    with connection.cursor() as cursor:
        for _attempt in range(5):
            cursor.execute("SELECT pg_backend_pid(), current_setting('samverk.tenant', true)")
            pid, key = cursor.fetchone()
            pids.add(pid)
            if not key:
                pids.add(-1)
    ok = len(pids) == 1
    return Finding(
        "Anslutning",
        ok,
        "Samma anslutning hela vägen." if ok else "En pooler byter anslutning mellan satser. Använd session mode.",
    )


def _broker() -> Finding:
    try:
        info = broker().info("server")
    except Exception as error:
        return Finding(
            "Mellanlager", False, f"Redis/Valkey svarar inte ({type(error).__name__}). Kontrollera REDIS_URL."
        )
    version = info.get("valkey_version") or info.get("redis_version")
    return Finding("Mellanlager", True, f"Version {version}.")


def _migrations() -> Finding:
    if public_lags():
        return Finding("Tabeller", False, "De gemensamma tabellerna är inte uppdaterade. Kör `samverk migrate`.")
    behind = lagging_schemas()
    if behind:
        sites = "webbplats" if len(behind) == 1 else "webbplatser"
        return Finding("Tabeller", False, f"{len(behind)} {sites} ligger efter. Kör `samverk migrate`.")
    return Finding("Tabeller", True, "Alla webbplatser är uppdaterade.")


def _laws() -> list[Finding]:
    if public_lags():
        return []
    messages = checks.run_checks(tags=["samverk"], databases=["default"])
    if not messages:
        return [Finding("Isolering", True, "Varje gemensam tabell är skyddad och varje webbplats har sina tabeller.")]
    return [Finding("Isolering", False, f"{message.msg} {message.hint or ''} ({message.id})") for message in messages]


def _copies() -> list[Finding]:
    """A log that cannot be handed over piles up beside the database until the disk is full."""
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT last_failed_time FROM pg_stat_archiver
                WHERE last_failed_time > coalesce(last_archived_time, '-infinity')"""
        )
        failed = cursor.fetchone()
    if failed is None:
        return []
    return [
        Finding(
            "Säkerhetskopiering",
            False,
            f"Databasens logg har inte kunnat sparas sedan {failed[0]:%Y-%m-%d %H:%M} UTC och växer på disken. "
            f"Kontrollera platsen för säkerhetskopior.",
        )
    ]


def _unfinished() -> list[Finding]:
    if public_lags():
        return []
    return [
        Finding(
            "Påbörjat arbete",
            operation.step == "waiting",
            f"{operation.label}: {operation.kind} är påbörjat men inte klart. Kör samma kommando igen."
            if operation.step != "waiting"
            else f"{operation.label} väntar på att raderas.",
        )
        for operation in unfinished_operations()
    ]
