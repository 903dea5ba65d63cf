"""`samverk mail …`: what mail servers tell the house."""

import sys

import click

from samverk.project.cli.text import Steps, console, problem
from samverk.project.servers import servers


@click.group()
def mail() -> None:
    """Brev: det mejlservern har att säga."""


@mail.command()
@click.option("--recipient", default="", help="Adressen som studsen kom till, om mejlservern anger den.")
def bounce(recipient: str) -> None:
    """Läs en studs (RFC 3464) från standard in; mejlservern skickar hit det som kommer till samverk+…@."""
    raw = sys.stdin.buffer.read()
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from samverk.notifications.actions.record_bounce import record_bounce
        from samverk.notifications.bounces import read_report
        from tenants.models import Tenant
        from tenants.site_context import site

        report = read_report(raw, recipient=recipient)
        tenant = Tenant.objects.filter(pk=report.letter.tenant_pk).first() if report.letter else None
        if tenant is None or tenant.is_operator:
            problem("Studsen gäller inget brev härifrån.")
            raise click.exceptions.Exit(1)
        with site(tenant):
            marked = record_bounce(actor=HOUSE, report=report, now=clock.now())
    console.print("Adressen är markerad." if marked else "Ingen adress behövde markeras.")
