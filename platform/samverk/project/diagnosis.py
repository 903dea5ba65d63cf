"""What the doctor looks at; each finding says in plain Swedish what is wrong and what to do."""

from dataclasses import dataclass

from django.core import checks
from django.db import connection

from samverk.project.health import broker
from samverk.project.migrating import lagging_schemas, public_lags

MIN_POSTGRES = 150_000
MIN_LOCKS = 1024


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
    return [*_server(), _pooler(), _broker(), _migrations(), *_laws()]


def _server() -> list[Finding]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                      current_setting('server_encoding'), current_setting('max_locks_per_transaction')::int,
                      current_setting('fsync'),
                      has_database_privilege(current_database(), 'CREATE'),
                      (SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user)"""
        )
        number, version, encoding, locks, fsync, may_create, bypasses = cursor.fetchone()
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
            "Lås",
            locks >= MIN_LOCKS,
            f"max_locks_per_transaction = {locks}."
            + ("" if locks >= MIN_LOCKS else f" Sätt minst {MIN_LOCKS}: pg_dump låser varje tabell."),
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
