"""A directory service that speaks to Skara."""

import pytest

from tenants.models import Tenant
from tests.support.scim import Directory, new_token


@pytest.fixture
def directory(skara: Tenant) -> Directory:
    return Directory("skara.localhost", new_token())
