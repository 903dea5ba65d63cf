"""`samverk demo`: build the model municipality, the twelve and the cooperation, and serve them."""

from datetime import datetime

import click

from samverk.project.cli.text import Steps, as_json, console, table

SCALES = ["small", "full", "load"]


@click.group(invoke_without_command=True)
@click.option("--scale", type=click.Choice(SCALES), default="full", show_default=True)
@click.option("--no-serve", is_flag=True, help="Bygg bara.")
@click.option(
    "--port", type=click.IntRange(1, 65535), envvar="SAMVERK_PORT", show_envvar=True, default=8000, show_default=True
)
@click.option("--seed", type=int, default=12, show_default=True)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Dagen som nyheterna räknas från; annars i dag.")
@click.option("--workers", type=click.IntRange(1, 32), default=2, show_default=True)
@click.pass_context
def demo(
    context: click.Context,
    scale: str,
    no_serve: bool,
    port: int,
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
        port=port,
        seed=seed,
        as_of=as_of.date() if as_of else None,
        workers=workers,
        steps=Steps(),
    )


@demo.command()
@click.option("--scale", type=click.Choice(SCALES), default="full", show_default=True)
@click.option("--host", help="Alla konton på en adress: hjo.localhost.")
@click.option("--all", "all_", is_flag=True, help="Alla konton överallt.")
@click.option("--json", "json_", is_flag=True, help="Alla konton, för program.")
def accounts(scale: str, host: str | None, all_: bool, json_: bool) -> None:
    """Lista demokontona: de viktigaste rollerna på varje webbplats. Lösenordet är samverk-demo överallt."""
    from samverk.project.demo.accounts import demo_accounts, is_main_role

    every = demo_accounts(scale)
    found = [a for a in every if host is None or a.host == host]
    if not found:
        raise click.ClickException(
            f"Det finns inga konton på {host}. Adresser: {', '.join(dict.fromkeys(a.host for a in every))}."
        )
    if json_:
        as_json([{"host": a.host, "username": a.username, "role": a.role, "capacity": a.capacity} for a in found])
        return
    shown = found if all_ or host else [a for a in found if is_main_role(a)]
    table(["Adress", "Användarnamn", "Roll", "Som"], [[a.host, a.username, a.role, a.capacity] for a in shown])
    console.print("Lösenord: samverk-demo")
    if len(shown) < len(found):
        console.print(f"{len(shown)} av {len(found)} konton. Fler: --host ADRESS eller --all.")
