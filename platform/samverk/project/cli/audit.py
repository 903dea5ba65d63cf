"""`samverk audit …`: is the log what was written, and what may leave it."""

from datetime import date

import click

from samverk.project.cli.text import Steps, as_json, console, problem, table
from samverk.project.servers import servers

_KINDS = {
    "changed": "raden är ändrad",
    "missing": "raden saknas",
    "inserted": "raden har ingen plats i kedjan",
    "gap": "nummer saknas i kedjan",
    "broken": "länken stämmer inte med den före",
    "truncated": "slutet är avklippt",
    "anchor": "kedjan är omskriven",
}


@click.group()
def audit() -> None:
    """Loggen: kontrollera kedjan, gallra enligt beslut."""


@audit.command()
@click.argument("slug", required=False)
@click.option("--json", "json_", is_flag=True)
def verify(slug: str | None, json_: bool) -> None:
    """Kontrollera att ingen har ändrat loggen på SLUG, eller på alla webbplatser."""
    with servers(on_progress=Steps(quiet=True)):
        from tenants.anchors.queries import verify_log
        from tenants.models import Tenant
        from tenants.queries import tenant_by_slug

        tenants = [tenant_by_slug(slug)] if slug else list(Tenant.objects.all())
        reports = {tenant.slug: verify_log(tenant) for tenant in tenants}
    if json_:
        as_json(
            [
                {
                    "slug": name,
                    "whole": report.whole,
                    "links": report.links,
                    "disposed": report.disposed,
                    "head": report.head,
                    "findings": [{"kind": f.kind, "seq": f.seq, "entry": f.entry} for f in report.findings],
                }
                for name, report in reports.items()
            ]
        )
    else:
        table(
            ["Webbplats", "Rader", "Gallrade", "Omdöme"],
            [[name, r.links, r.disposed, "hel" if r.whole else "BRUTEN"] for name, r in reports.items()],
        )
        for name, report in reports.items():
            for finding in report.findings:
                problem(f"{name}: {_KINDS[finding.kind]} (nummer {finding.seq or '–'}, rad {finding.entry or '–'}).")
    if not all(report.whole for report in reports.values()):
        raise click.exceptions.Exit(1)


@audit.command()
def anchor() -> None:
    """Spara slutet av varje webbplats logg utanför webbplatsen nu (sker annars var femte minut)."""
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.anchors.actions.anchor_logs import anchor_logs

        made = anchor_logs(actor=HOUSE, now=clock.now())
    console.print(f"Sparade för {len(made)} webbplatser.")


@audit.command()
@click.argument("slug")
@click.option("--class", "class_", required=True, help="Klass av rader, se SAMVERK_AUDIT_CLASSES.")
@click.option("--before", required=True, help="Rader äldre än dagen, ÅÅÅÅ-MM-DD.")
@click.option("--decision", default="", help="Gallringsbeslutet: organ, datum, paragraf. Utan beslut: bara räkna.")
@click.option("--json", "json_", is_flag=True)
def dispose(slug: str, class_: str, before: str, decision: str, json_: bool) -> None:
    """Gallra rader på SLUG enligt beslut; kedjan går fortfarande att kontrollera."""
    day = date.fromisoformat(before)
    with servers(on_progress=Steps(quiet=True)):
        from samverk.kernel import clock
        from samverk.kernel.actions.dispose_audit import dispose_audit
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.queries import tenant_by_slug
        from tenants.site_context import site

        with site(tenant_by_slug(slug)):
            count = dispose_audit(actor=HOUSE, audit_class=class_, before=day, decision=decision, today=clock.today())
    if json_:
        as_json({"slug": slug, "class": class_, "count": count, "disposed": bool(decision)})
    else:
        console.print(f"{count} rader {'är gallrade' if decision else 'skulle gallras. Ange beslutet för att gallra'}.")
