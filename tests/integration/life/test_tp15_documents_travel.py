"""TP-15: a sent document leaves with its site, says what it said when it arrives, and is frozen there too."""

import json
from pathlib import Path

import pytest

from samverk.kernel.actions.record_audit import HOUSE
from shared_templates.documents.models import Document
from tenants.life.actions.export_tenant import export_tenant
from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.integration.life.conftest import Deployment
from tests.support.documents import document_rows
from tests.support.factories import PersonFactory

pytestmark = [pytest.mark.server]
LOOK = """
import json, django; django.setup()
from django.db import DatabaseError, connection, transaction
from shared_templates.documents.frozen import is_as_sent
from shared_templates.documents.models import Document
from tenants.queries import tenant_by_slug
from tenants.site_context import site
with site(tenant_by_slug("skara")):
    sent = Document.objects.get(sent_at__isnull=False)
    refused = ""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE project_documents_document SET title = 'X'")
    except DatabaseError as error:
        refused = str(error).splitlines()[0]
    print(json.dumps([sent.content_hash, is_as_sent(sent), Document.objects.count(), refused]))
"""


def test_tp15_a_sent_document_keeps_its_hash_through_export_and_import(
    here: Deployment, elsewhere: Deployment, archive: Path
) -> None:
    with site(tenant_by_slug("skara")):
        document_rows(PersonFactory())
        digest = Document.objects.get(sent_at__isnull=False).content_hash
    export_tenant(actor=HOUSE, slug="skara", target=archive)
    elsewhere.samverk("tenant", "import", archive, "--json")
    found = json.loads(elsewhere.python(LOOK).splitlines()[-1])
    assert found == [digest, True, 2, "a document that is sent is never changed or removed"]
