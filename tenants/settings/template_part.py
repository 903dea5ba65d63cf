"""A template's choices, where those who follow it can read them: written with the value, in one transaction."""

from collections.abc import Iterable
from typing import Any

from tenants.connection import connection
from tenants.life.rules import PublicPart
from tenants.models import Kind, Tenant
from tenants.settings.models import Mode, SettingValue
from tenants.settings.registry import SITE
from tenants.settings.shared.models import TemplateSetting
from tenants.settings.stamps import stamp_anew


def _is_template(schema_name: str) -> bool:
    return bool(Tenant.objects.filter(schema_name=schema_name, kind=Kind.TEMPLATE).exists())


def publish(row: SettingValue) -> bool:
    """Show a template's own choice to the others; says whether anybody else is concerned.

    What the template keeps for itself (`free`) and what it has reset is taken away.
    """
    schema_name = str(connection.schema_name)
    if row.scope_kind != SITE or not _is_template(schema_name):
        return False
    if not row.is_set or row.state == Mode.FREE:
        TemplateSetting.objects.filter(schema_name=schema_name, key=row.key).delete()
    else:
        told = {name: getattr(row, name) for name in ("value", "state", "set_at", "reason", "revision")}
        TemplateSetting.objects.update_or_create(schema_name=schema_name, key=row.key, defaults=told)
    return True


def erase() -> None:
    """What the active site decided for others."""
    TemplateSetting.objects.filter(schema_name=connection.schema_name).delete()


def _load(rows: Iterable[dict[str, Any]]) -> None:
    """Made anew from the site's own rows, which came with its schema; the rows are only read to their end."""
    for _row in rows:
        pass
    erase()
    for own in SettingValue.objects.filter(scope_kind=SITE):
        publish(own)
    stamp_anew(all_sites=_is_template(str(connection.schema_name)))


TEMPLATE_SETTINGS = PublicPart(
    query="""SELECT jsonb_build_object('key', key, 'value', value, 'state', state, 'set_at', set_at,
                                       'reason', reason, 'revision', revision)
               FROM public.shared_settings_templatesetting
              WHERE schema_name = current_setting('samverk.tenant') ORDER BY key""",
    load=_load,
)
