"""`samverk demo`: build the model municipality, the twelve and the cooperation, and serve them."""

import os
from datetime import datetime

import click

from samverk.project.cli.text import Steps, as_json, console, table

SCALES = ["small", "full", "load"]


@click.group(invoke_without_command=True)
@click.option("--scale", type=click.Choice(SCALES), default="full", show_default=True)
@click.option("--no-serve", is_flag=True, help="Bygg bara.")
@click.option("--port", type=click.IntRange(1, 65535), help="Annars SAMVERK_PORT, annars 8000.")
@click.option("--seed", type=int, default=12, show_default=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Dagen som nyheterna räknas från; annars i dag.")
@click.option("--workers", type=click.IntRange(1, 32), default=2, show_default=True)
@click.pass_context
def demo(
    context: click.Context,
    scale: str,
    no_serve: bool,
    port: int | None,
    seed: int,
    as_of: datetime | None,
    workers: int,
) -> None:
    """Bygg demon och öppna den. Andra gången startar den på några sekunder och ändrar ingenting."""
    if context.invoked_subcommand:
        return
    from samverk.project.serving import run_demo

    run_demo(
        scale=scale,
        serve=not no_serve,
        port=port or int(os.environ.get("SAMVERK_PORT") or 8000),
        seed=seed,
        as_of=as_of.date() if as_of else None,
        workers=workers,
        steps=Steps(),
    )


@demo.command()
@click.option("--scale", type=click.Choice(SCALES), default="full", show_default=True)
@click.option("--json", "json_", is_flag=True)
def accounts(scale: str, json_: bool) -> None:
    """Lista demokontona. Lösenordet är samverk-demo överallt."""
    from samverk.project.demo.accounts import demo_accounts

    found = demo_accounts(scale)
    if json_:
        as_json([{"host": a.host, "username": a.username, "role": a.role, "capacity": a.capacity} for a in found])
        return
    table(["Adress", "Användarnamn", "Roll", "Som"], [[a.host, a.username, a.role, a.capacity] for a in found])
    console.print("Lösenord: samverk-demo")
