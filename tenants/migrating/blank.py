"""The blank schema: what every site is a copy of, kept up to date by the same migrations."""

from collections.abc import Callable

from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.utils.translation import gettext as _

from tenants.connection import connection
from tenants.migrating.apply import apply_plan
from tenants.migrating.disk import fingerprint, unknown_to_the_code
from tenants.migrating.lagging import BLANK_SCHEMA, applied_in, states_of
from tenants.migrating.plan import Plan, make_plan
from tenants.models import SchemaArtifact


class BlankNotMigrated(Exception):
    """A migration does not even work where there is no data; no site was begun."""


class DatabaseIsNewer(Exception):
    """The database holds migrations that this code does not know: an older release must not touch it."""


def update_blank(*, on_progress: Callable[[str], None] = lambda text: None) -> tuple[str, Plan] | None:
    """Bring the blank schema to today's code.

    Are there only new migrations, they are applied to it as to any site, and what they did is recorded for the
    sites. Has an old one been edited, or is there no blank schema, it is made anew from nothing (15–25 s).

    Returns:
        The state it was in and its plan with the recorded SQL; None when it was made anew.

    Raises:
        DatabaseIsNewer: when the code is older than the database.
        BlankNotMigrated: when a new migration does not work at all.
    """
    state = states_of([BLANK_SCHEMA]).get(BLANK_SCHEMA)
    if state:
        applied = applied_in([BLANK_SCHEMA])[BLANK_SCHEMA]
        unknown = unknown_to_the_code(applied)
        if unknown:
            names = ", ".join(f"{app}.{name}" for app, name in sorted(unknown)[:3])
            raise DatabaseIsNewer(
                _("Databasen är nyare än den här koden: %(names)s saknas här. Ingenting är ändrat.") % {"names": names}
            )
        if SchemaArtifact.objects.filter(fingerprint=fingerprint(only=applied)).exists():
            return state, _migrate_forward()
    on_progress("Bygger en tom webbplats att göra nya av")
    migrate_blank()
    return None


def _migrate_forward() -> Plan:
    plan = make_plan(BLANK_SCHEMA)
    # Wagtail must not index references while historical models are saved; it listens to these signals.
    emit_pre_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    try:
        apply_plan(plan=plan, schema_name=BLANK_SCHEMA)
    except Exception as error:
        raise BlankNotMigrated(
            _("Den tomma webbplatsen gick inte att uppdatera, så ingen annan är påbörjad: %(why)s") % {"why": error}
        ) from error
    finally:
        connection.set_schema(BLANK_SCHEMA)
        # Writes the names of the rights that new models brought; the sites copy them from here.
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        connection.set_schema_to_public()
    return plan


def migrate_blank(schema_name: str = BLANK_SCHEMA) -> None:
    """Make `schema_name` anew by running every migration in it."""
    connection.set_schema_to_public()
    with connection.cursor() as cursor:
        cursor.execute(f'DROP SCHEMA IF EXISTS "{schema_name}" CASCADE; CREATE SCHEMA "{schema_name}"')
    call_command("migrate_schemas", schema_name=schema_name, tenant=True, interactive=False, verbosity=0)
    connection.set_schema_to_public()
