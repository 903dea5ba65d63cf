"""One request through the protocol's machinery, on behalf of one token."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime

from django.http import HttpResponse
from scim2_models import InvalidSyntaxException, SCIMException
from scim2_server.handler import ScimHandler
from scim2_server.requests import ScimRequest
from scim2_server.service import ScimService

from samverk.identity.scim.models import ScimToken
from samverk.identity.scim.protocol.quirks import body_put_right, query_put_right
from samverk.identity.scim.protocol.schema import PROVIDER
from samverk.identity.scim.protocol.storage import Client, HouseStorage
from samverk.kernel.actions.record_audit import Actor

log = logging.getLogger("samverk.scim")
SERVICE = ScimService(PROVIDER)


def serve(
    *,
    method: str,
    base_url: str,
    path: str,
    query: Mapping[str, str],
    headers: Mapping[str, str],
    body: bytes,
    token: ScimToken,
    address: str,
    now: datetime,
) -> HttpResponse:
    """The answer, errors included; what nobody foresaw is 500 without details, and a line in the log."""
    actor = Actor(uuid=None, name=f"SCIM: {token.label}", address=address or None)
    storage = HouseStorage(Client(actor=actor, issuer=token.issuer, capacity=token.capacity, now=now))
    request = ScimRequest(
        method=method,
        base_url=base_url,
        path=path,
        query=query_put_right(query),
        headers=headers,
        body=body_put_right(method, body),
        subject=token,
    )
    try:
        answer = ScimHandler(SERVICE, storage).handle(request)
    except RecursionError:
        # Parentheses in parentheses in parentheses: the parser gave up, and so do we.
        answer = SERVICE.error_response(InvalidSyntaxException(detail="Nested too deeply"))
    except SCIMException as error:
        answer = SERVICE.error_response(error)
        log.info("refused", extra={"status": error.status, "token": token.label, "method": method})
    except Exception as error:
        answer = SERVICE.error_response(error)
        log.exception("SCIM request failed", extra={"token": token.label, "method": method})
    content = b"" if answer.body is None else json.dumps(answer.body).encode()
    response = HttpResponse(content, status=int(answer.status))
    for name, value in answer.headers.items():
        response[name] = value
    return response
