"""Every request to a provider goes through here: short, small, never elsewhere than asked.

Time to connect, to wait for a piece and in all are limited, the answer's size too; redirects are not followed, for
they could lead a secret or a trusted document to another host.
"""

import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import requests
from django.conf import settings
from requests.auth import AuthBase

from samverk.identity.oidc.refusal import Refused

LOOPBACK = {"localhost", "127.0.0.1", "::1"}


class ProviderDown(Refused):
    """It did not answer, answered too slowly or too much, or said something that is no answer."""

    def __init__(self, detail: str) -> None:
        super().__init__("provider_down", detail)


class Bearer(AuthBase):
    """Given as `auth`, so that nothing in the surroundings (a netrc file) takes its place."""

    def __init__(self, token: str) -> None:
        self.token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self.token}"
        return request


@dataclass(frozen=True, slots=True)
class Answer:
    """What a provider said."""

    status: int
    media_type: str
    body: bytes

    def json(self) -> dict[str, Any]:
        """The body as a JSON object.

        Raises:
            ProviderDown: when it is none.
        """
        try:
            value = json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise ProviderDown("the answer is not JSON") from error
        if not isinstance(value, dict):
            raise ProviderDown("the answer is not a JSON object")
        return value


def is_allowed(url: str) -> bool:
    """https; or http on this machine alone, in demo and tests."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if not host or parts.username or parts.password or parts.fragment:
        return False
    if parts.scheme == "https":
        return True
    return parts.scheme == "http" and not settings.SAMVERK_HTTPS and host in LOOPBACK


def fetch(url: str, *, form: dict[str, str] | None = None, auth: AuthBase | None = None, accept: str = "") -> Answer:
    """GET, or POST when there is a form.

    Raises:
        ProviderDown: for anything but an answer in time and of reasonable size, whatever its status.
    """
    if not is_allowed(url):
        raise ProviderDown("the address is not https")
    limits = settings.SAMVERK_OIDC
    deadline = time.monotonic() + limits["total_seconds"]
    try:
        with requests.request(
            "POST" if form is not None else "GET",
            url,
            data=form,
            auth=auth,
            timeout=(limits["connect_seconds"], limits["read_seconds"]),
            allow_redirects=False,
            stream=True,
            # No compression: the limit on size is then a limit on what we hold.
            headers={"Accept": accept or "application/json", "Accept-Encoding": "identity"},
        ) as response:
            body = b""
            while piece := response.raw.read1(65_536, decode_content=False):
                body += piece
                if len(body) > limits["max_bytes"]:
                    raise ProviderDown("the answer is too large")
                if time.monotonic() > deadline:
                    raise ProviderDown("the answer took too long")
            if 300 <= response.status_code < 400:
                raise ProviderDown(f"redirects with {response.status_code}")
            media_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            return Answer(response.status_code, media_type, body)
    except (requests.RequestException, OSError, ValueError) as error:
        raise ProviderDown(f"no answer: {type(error).__name__}") from error
    except Exception as error:
        # urllib3's own errors pass requests by when the raw stream is read.
        if type(error).__module__.startswith("urllib3"):
            raise ProviderDown(f"no answer: {type(error).__name__}") from error
        raise
