"""`samverk doctor`: what is wrong with the servers, in plain words."""

import click

from samverk.project.cli.text import Steps, as_json, console, table
from samverk.project.servers import servers


@click.command()
@click.option("--json", "json_", is_flag=True)
def doctor(json_: bool) -> None:
    """Undersök databas, mellanlager och tabeller. Felkod 1 om något måste åtgärdas."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.project.diagnosis import diagnose

        findings = diagnose()
    bad = [f for f in findings if not f.ok]
    if json_:
        as_json([{"what": f.what, "ok": f.ok, "says": f.says} for f in findings])
    else:
        table(["", "Vad", "Svar"], [["✓" if f.ok else "✗", f.what, f.says] for f in findings])
        things = "sak" if len(bad) == 1 else "saker"
        console.print("Allt är som det ska." if not bad else f"{len(bad)} {things} behöver åtgärdas.")
    if bad:
        raise click.exceptions.Exit(1)
