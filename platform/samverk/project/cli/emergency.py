"""`samverk tenant emergency-pack`: guides and contacts of a site, for when nothing else works (LAW-52)."""

from pathlib import Path

import click

from samverk.project.cli.text import Steps, as_json, console
from samverk.project.servers import servers


@click.command("emergency-pack")
@click.argument("slug")
@click.option(
    "--to",
    "target",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Mappen som filerna skrivs i, till exempel en gemensam disk.",
)
@click.option("--json", "json_", is_flag=True)
def emergency_pack(slug: str, target: Path, json_: bool) -> None:
    """Skriv nödpaketet för SLUG till en mapp: en sida att öppna utan nät, med lathundar och kontakter."""
    with servers(on_progress=Steps(quiet=json_)):
        from samverk.intranet.emergency.actions.build_emergency_pack import pack_files
        from samverk.kernel import clock
        from samverk.kernel.actions.record_audit import HOUSE
        from tenants.queries import tenant_by_slug
        from tenants.site_context import site

        with site(tenant_by_slug(slug)) as tenant:
            files = pack_files(actor=HOUSE, tenant=tenant, now=clock.now())
    target.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        # Whole or not at all: somebody may be reading the old one.
        unfinished = target / f".{name}.part"
        unfinished.write_bytes(data)
        unfinished.replace(target / name)
    if json_:
        as_json({"folder": str(target), "files": {name: len(data) for name, data in files.items()}})
    else:
        console.print(f"Nödpaketet ligger i {target}. Öppna index.html.")
