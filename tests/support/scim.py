"""A directory service, as tests play it: over Django's client, or over a real server."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.http import HttpResponse

from samverk.identity.scim.actions.create_token import create_token
from samverk.kernel import clock
from samverk.kernel.actions.record_audit import HOUSE
from tests.support.clients import SiteClient

ISSUER = "https://login.example.org/skara/v2.0"
USER = "urn:ietf:params:scim:schemas:core:2.0:User"
GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group"
ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
PATCH = "urn:ietf:params:scim:api:messages:2.0:PatchOp"


def new_token(**values: Any) -> str:
    """A token of the active site."""
    wanted = {"label": "Entra ID", "issuer": ISSUER, "now": clock.now(), **values}
    return create_token(actor=HOUSE, **wanted)[1]


class Directory:
    """Speaks SCIM to one site."""

    def __init__(self, host: str, token: str) -> None:
        self.client = SiteClient(host)
        self.token = token

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> HttpResponse:
        """One request; `path` is below /scim/v2."""
        shown = {"Authorization": f"Bearer {self.token}", "host": self.client.host, **headers}
        sent: dict[str, Any] = {"headers": shown}
        if body is not None:
            sent |= {"data": json.dumps(body), "content_type": "application/scim+json"}
        return self.client.generic(method, f"/scim/v2{path}", **sent)  # type: ignore[return-value]

    def patch(self, path: str, *operations: dict[str, object]) -> HttpResponse:
        """A PATCH."""
        return self.ask("PATCH", path, {"schemas": [PATCH], "Operations": list(operations)})

    def user(self, name: str, **values: object) -> str:
        """Deliver a person; gives the id."""
        body = {"schemas": [USER, ENTERPRISE], "userName": name, "externalId": f"oid-{name}", "active": True, **values}
        made = self.ask("POST", "/Users", body)
        assert made.status_code == 201, made.content
        return str(made.json()["id"])

    def group(self, name: str, *members: str) -> str:
        """Deliver a group; gives the id."""
        body = {"schemas": [GROUP], "displayName": name, "members": [{"value": member} for member in members]}
        made = self.ask("POST", "/Groups", body)
        assert made.status_code == 201, made.content
        return str(made.json()["id"])


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = False
    block_on_close = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *args: Any) -> None:
        """Nothing on the terminal."""


@contextmanager
def live_server() -> Iterator[str]:
    """The whole application behind a real socket; gives its address without host name: `127.0.0.1:<port>`."""
    application = get_wsgi_application()

    def served(environ: dict[str, Any], start_response: Any) -> Any:
        try:
            # Read to the end here, so that the thread's connection can be closed when the answer is ready.
            answer = application(environ, start_response)
            content = [b"".join(answer)]
            answer.close()  # type: ignore[attr-defined]
            return content
        finally:
            connections.close_all()

    server = make_server("127.0.0.1", 0, served, server_class=_Server, handler_class=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
