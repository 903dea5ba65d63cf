"""LAW-49: scim2-tester finds nothing to remark, against the whole application behind a real socket."""

import pytest
from httpx2 import Client
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_tester import Status, check_server

from tenants.queries import tenant_by_slug
from tenants.site_context import site
from tests.support.scim import live_server, new_token

pytestmark = [pytest.mark.server]


@pytest.mark.long
def test_law49_scim2_tester_passes_completely(committed: str) -> None:
    with site(tenant_by_slug("skara")):
        token = new_token()
    with live_server() as address:
        headers = {"Host": "skara.localhost", "Authorization": f"Bearer {token}"}
        with Client(base_url=f"http://{address}/scim/v2", headers=headers, timeout=60) as client:
            results = check_server(SyncSCIMClient(client))
    bad = [
        f"{result.resource_type} {result.title} {result.status}: {result.reason} {str(result.data)[:300]}"
        for result in results
        if result.status is not Status.SUCCESS
    ]
    assert not bad, "\n".join(bad)
    assert len(results) >= 85
