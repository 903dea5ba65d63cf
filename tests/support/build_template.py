"""Fill an empty database with what every test starts from: run by tests.support.databases in a process of its own."""

import os
import sys

import django

#: (slug, name, kind, SCB code, languages)
SITES = (
    ("skara", "Skara", "municipality", "1495", ("sv",)),
    ("hjo", "Hjo", "municipality", "1497", ("sv",)),
    ("mall", "Mallkommunen", "template", None, ("sv",)),
    ("gvs12", "GVS12", "cooperation", None, ("sv",)),
)


def build() -> None:
    """Public tables, the operator's site, the artifact, and four sites."""
    from samverk.kernel.actions.record_audit import HOUSE
    from samverk.project.migrating import migrate
    from tenants.actions.create_tenant import NewTenant, create_tenant

    migrate()
    for slug, name, kind, code, languages in SITES:
        create_tenant(
            actor=HOUSE,
            new=NewTenant(
                slug=slug,
                name=name,
                official_name=f"{name} kommun" if kind == "municipality" else name,
                kind=kind,
                scb_code=code,
                hosts=(f"{slug}.localhost",),
                languages=languages,
                other_names=(f"{name}s kommun", name.upper()) if kind == "municipality" else (),
            ),
        )


def build_empty() -> None:
    """A deployment without sites, whose content types have other numbers than the tests' own."""
    from unittest import mock

    from django.core.management import call_command

    from samverk.project.migrating import migrate
    from tenants.connection import connection

    with mock.patch("django.core.management.commands.migrate.emit_post_migrate_signal"):
        call_command("migrate_schemas", "contenttypes", shared=True, interactive=False, verbosity=0)
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval('public.django_content_type_id_seq', 7000)")
    migrate()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samverk.project.settings.test")
    django.setup()
    if "--empty" in sys.argv:
        build_empty()
    else:
        build()
