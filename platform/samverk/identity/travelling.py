"""How people travel with their site to another schema or another deployment."""

from collections.abc import Iterable
from typing import Any

from samverk.identity.directory.models import DirectoryEntry
from samverk.identity.directory.queries import person_key
from samverk.identity.models import User
from samverk.identity.models.user import list_issuer, local_issuer
from tenants.life.rules import ColumnRule, Journey, PublicPart
from tenants.queries import active_schema

#: The issuers that are the site's own, and what they are in an archive, whatever the schema is called.
OWN = (local_issuer, list_issuer)


def _out(value: Any, row: dict[str, Any], journey: Journey) -> Any:
    return next((own("*") for own in OWN if value == own(journey.schema_name)), value)


def _back(value: Any, row: dict[str, Any], journey: Journey) -> Any:
    return next((own(journey.schema_name) for own in OWN if value == own("*")), value)


def _load(rows: Iterable[dict[str, Any]]) -> None:
    """The directory knows people by a key of the deployment's own, so it is made anew from the people loaded."""
    here = active_schema()
    DirectoryEntry.objects.filter(schema_name=here).delete()
    for row in rows:
        user = User.objects.only("issuer", "subject").get(uuid=row["user_uuid"])
        key = person_key(issuer=user.issuer, subject=user.subject)
        DirectoryEntry.objects.create(person_key=key, schema_name=here, **row)


ISSUER = ColumnRule(out=_out, back=_back)
DIRECTORY = PublicPart(
    query="""SELECT jsonb_build_object('user_uuid', user_uuid, 'capacity', capacity,
                                       'valid_from', valid_from, 'valid_to', valid_to)
               FROM public.directory_directoryentry
              WHERE schema_name = current_setting('samverk.tenant') ORDER BY user_uuid""",
    load=_load,
)
