"""`samverk backup` and `samverk tenant restore`: copies, and one site put back as it was."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from samverk.project.cli.text import Steps, as_json, console, table
from samverk.project.embedded.files import one_at_a_time
from samverk.project.servers import servers

if TYPE_CHECKING:
    from samverk.project.embedded.backup import Backups

FILE = click.Path(dir_okay=False, path_type=Path)
SWEDEN = ZoneInfo("Europe/Stockholm")


class NotEmbedded(click.ClickException):
    """The database is a server of the operator's own."""

    def __init__(self) -> None:
        super().__init__(
            "Databasen är en egen server (DATABASE_URL). Säkerhetskopiera den med dess egna verktyg, och lägg "
            "tillbaka en webbplats med --from-database eller --from-file. Se docs/life-of-a-site.md."
        )


@click.command()
@click.option("--keep-days", type=click.IntRange(1, 3650), help="Annars SAMVERK_KEEP_BACKUPS_DAYS, 14.")
@click.option("--list", "list_", is_flag=True, help="Visa bara vilka kopior som finns.")
@click.option("--json", "json_", is_flag=True)
def backup(keep_days: int | None, list_: bool, json_: bool) -> None:
    """Säkerhetskopiera den inbyggda databasen. Efter den första kan varje sekund återskapas."""
    with servers(on_progress=Steps(quiet=json_)) as home:
        from django.conf import settings

        from samverk.kernel import clock

        backups = _backups(home, Steps(quiet=json_))
        removed = 0
        if not list_:
            backups.take(now=clock.now)
            removed = backups.prune(now=clock.now(), days=keep_days or settings.SAMVERK_KEEP_BACKUPS_DAYS)
        found = backups.all()
    rows = [{"finished": one.finished, "path": str(one.path)} for one in found]
    if json_:
        as_json({"backups": rows, "removed": removed})
        return
    table(["Klar", "Ligger i"], [[f"{one.finished.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S}", one.path] for one in found])
    if found:
        console.print(f"Varje sekund från {found[0].finished.astimezone(SWEDEN):%Y-%m-%d %H:%M:%S} kan återskapas.")


@click.command()
@click.argument("slug")
@click.option("--at", help='Sekunden: "2026-11-21 09:55:00" i svensk tid, eller med tidszon.')
@click.option("--from-file", "file", type=FILE, help="Ett arkiv av samma webbplats, i stället för säkerhetskopian.")
@click.option("--from-database", "url", default="", help="En databas som redan är återställd till --at.")
@click.option("--abandon", is_flag=True, help="Avbryt ett avbrutet försök som inte hann ändra något.")
@click.option("--json", "json_", is_flag=True)
def restore(slug: str, at: str | None, file: Path | None, url: str, abandon: bool, json_: bool) -> None:
    """Lägg tillbaka SLUG som den var. Andra webbplatser rörs inte; dagens innehåll sparas bredvid."""
    steps = Steps(quiet=json_)
    moment = _moment(at)
    if not abandon and (file is None) == (moment is None):
        raise click.UsageError("Ange antingen --at (eventuellt med --from-database) eller --from-file.")
    with servers(on_progress=steps) as home:
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.abandon_restore import abandon_restore
        from tenants.life.actions.restore_tenant import restore_tenant
        from tenants.queries import tenant_by_slug

        if abandon:
            abandon_restore(actor=HOUSE, tenant=tenant_by_slug(slug), now=clock.now())
            console.print(f"{slug} är öppen igen, som den var.")
            return
        with _source(home, slug, moment, file, url, steps) as source:
            done = restore_tenant(
                actor=HOUSE, slug=slug, source=source, now=clock.now(), files_at=moment, on_progress=steps
            )
    if json_:
        as_json({"slug": slug, **done.details})
        return
    console.print(
        f"{done.label} är som den var {done.details['moment'][:19].replace('T', ' ')} UTC. "
        f"Det som fanns innan ligger i schemat {done.details['before']}; ta bort det med "
        f"`samverk tenant forget-before {slug}`."
    )


@click.command("forget-before")
@click.argument("slug")
def forget_before(slug: str) -> None:
    """Ta bort det innehåll som återställningar av SLUG har sparat bredvid."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.life.actions.forget_before import forget_before as forget
        from tenants.queries import tenant_by_slug

        gone = forget(actor=HOUSE, tenant=tenant_by_slug(slug))
    console.print(f"Borttaget: {', '.join(gone) or 'ingenting'}.")


@contextmanager
def _source(
    home: Path, slug: str, moment: datetime | None, file: Path | None, url: str, steps: Steps
) -> Iterator[Path]:
    """The archive to restore from: the one named, or one made from the database as it was."""
    from tenants.life.queries import unfinished_operation
    from tenants.life.writing import write_archive
    from tenants.queries import tenant_by_slug

    found = unfinished_operation(tenant_by_slug(slug).schema_name)
    if file is not None or (found is not None and found.step == "swapped"):
        # A restore that was killed after the schemas changed places needs no source any more.
        yield file or Path()
        return
    # One at a time: there is one place for the copy beside. What a killed one left is removed first.
    with one_at_a_time(home / "restoring.lock"):
        for left in home.glob(".restore-*"):
            shutil.rmtree(left)
        folder = tempfile.mkdtemp(dir=home, prefix=".restore-")
        archive = Path(folder) / f"{slug}.zip"
        try:
            if url:
                write_archive(target=archive, slug=slug, with_passwords=True, url=url, with_files=False)
            else:
                assert moment is not None
                with _backups(home, steps).as_it_was(moment) as side:
                    steps(f"Läser {slug} ur säkerhetskopian")
                    write_archive(target=archive, slug=slug, with_passwords=True, url=side.url, with_files=False)
            yield archive
        finally:
            shutil.rmtree(folder)


def _backups(home: Path, steps: Steps) -> "Backups":
    from django.conf import settings

    from samverk.project.embedded.backup import Backups
    from samverk.project.embedded.postgres import EmbeddedPostgres

    postgres = EmbeddedPostgres(home, on_progress=steps)
    if settings.DATABASES["default"]["HOST"] != postgres.address.as_django()["HOST"]:
        raise NotEmbedded
    return Backups(postgres, on_progress=steps)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise click.UsageError(f"{text} är ingen tid. Skriv som 2026-11-21 09:55:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=SWEDEN)
