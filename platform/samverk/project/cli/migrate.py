"""`samverk migrate`."""

import time

import click

from samverk.project.cli.text import Steps, as_json, console, problem
from samverk.project.servers import servers


@click.command()
@click.option(
    "--continue", "keep_going", is_flag=True, help="Fortsätt med nästa webbplats om en inte går att uppdatera."
)
@click.option("--last", is_flag=True, help="Visa bara hur det gick senast.")
@click.option("--language", type=click.Choice(["sv", "en"]), default="sv", show_default=True)
@click.option("--json", "json_", is_flag=True)
def migrate(keep_going: bool, last: bool, language: str, json_: bool) -> None:
    """Uppdatera databasen till dagens kod; bara webbplatser som ligger efter rörs.

    Varje webbplats uppdateras helt eller inte alls. Felkod 1 om någon inte är uppdaterad; nästa körning
    fortsätter med dem som återstår.
    """
    steps = Steps(quiet=json_)
    with servers(on_progress=steps):
        from django.utils import translation

        from samverk.project import migrating
        from tenants.migrating.report import Report, SitesNotMigrated
        from tenants.queries import latest_migration_report

        started = time.monotonic()
        with translation.override(language):
            if last:
                report = latest_migration_report() or Report()
            else:
                try:
                    report = migrating.migrate(keep_going=keep_going, on_progress=steps)
                except SitesNotMigrated as failure:
                    report = failure.report
                report.seconds = time.monotonic() - started
            lines = report.lines()
    if json_:
        as_json(report.as_dict())
    elif report.ok:
        console.print(*lines, sep="\n")
    else:
        problem("\n".join(lines))
    if not report.ok:
        raise click.exceptions.Exit(1)
