"""`samverk migrate`."""

import time

import click

from samverk.project.cli.text import Steps, as_json, console
from samverk.project.servers import servers


@click.command()
@click.option("--json", "json_", is_flag=True)
def migrate(json_: bool) -> None:
    """Uppdatera databasen till dagens kod; bara webbplatser som ligger efter rörs."""
    steps = Steps(quiet=json_)
    with servers(on_progress=steps):
        from samverk.project import migrating

        started = time.monotonic()
        changed = migrating.migrate(on_progress=steps)
        seconds = round(time.monotonic() - started, 2)
    if json_:
        as_json({"changed": changed, "seconds": seconds})
    else:
        console.print(f"Klart på {seconds} s. Uppdaterade webbplatser: {len(changed)}.")
