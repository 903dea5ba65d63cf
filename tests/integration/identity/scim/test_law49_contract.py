"""LAW-49: our storage keeps the rules of the protocol's library, its filters and sorting included."""

from collections.abc import Iterator
from typing import Any

import pytest
from scim2_models import ScimProvider
from scim2_server.testing import ScimStorageContract

from samverk.identity.scim.protocol.schema import POLICY, PROVIDER
from samverk.identity.scim.protocol.storage import Client, HouseStorage
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import Actor
from tenants.models import Tenant

pytestmark = [pytest.mark.server]


class TestHouseStorage(ScimStorageContract):
    """The contract's hundred tests, run against PostgreSQL."""

    @pytest.fixture
    def provider(self) -> ScimProvider:
        return PROVIDER

    @pytest.fixture
    def storage(self, skara: Tenant) -> Iterator[Any]:
        actor = Actor(uuid=None, name="SCIM: prov")
        client = Client(actor=actor, issuer="https://idp.example.org", capacity="employee", now=clock.now())
        with POLICY:
            yield HouseStorage(client)
