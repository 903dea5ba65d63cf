"""A browser on one site."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from samverk.identity.models import User
from tenants.models import Tenant
from tenants.queries import tenant_for_host
from tenants.site_context import operator_site, site

BACKEND = "samverk.identity.backends.PersonBackend"


class SiteClient(Client):
    """Django's test client with a host name of its own.

    A request leaves the site it was for on the connection, as in production; here the test's own site is put
    back, so that what a test reads after a request is read where the test stands.
    """

    def __init__(self, host: str, **defaults: Any) -> None:
        super().__init__(headers={"host": host}, **defaults)
        self.host = host

    def request(self, **request: Any) -> Any:
        before = connection.tenant
        try:
            response = super().request(**request)
            if response.streaming:
                # Read to the end, which closes the file behind it; the content can still be asked for.
                response.streaming_content = [b"".join(response)]
            return response
        finally:
            connection.set_tenant(before)

    def sign_in(self, user: User) -> "SiteClient":
        """Begin a session for `user`, a person of this host's site."""
        with operator_site():
            tenant = tenant_for_host(self.host)
        assert isinstance(tenant, Tenant)
        with site(tenant):
            assert get_user_model().objects.filter(uuid=user.uuid).exists(), "The person is of another site"
            self.force_login(user, backend=BACKEND)
        return self
