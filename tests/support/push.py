"""A push service on loopback: takes messages over HTTP, checks who sends them, and opens them as a browser would."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from samverk.notifications.push.encryption import b64, point, unb64


@dataclass
class Browser:
    """A subscription, with the keys that never leave the browser."""

    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = b"0123456789abcdef"

    @property
    def p256dh(self) -> str:
        return b64(point(self.private.public_key()))

    def open(self, body: bytes) -> bytes:
        """RFC 8291, from the receiver's side, written without the sender's code."""
        salt, size, length = body[:16], int.from_bytes(body[16:20], "big"), body[20]
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert (size, length) == (4096, 65)
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        info = b"WebPush: info\x00" + point(self.private.public_key()) + theirs
        secret = HKDF(SHA256(), 32, self.auth, info).derive(shared)
        key = HKDF(SHA256(), 16, salt, b"Content-Encoding: aes128gcm\x00").derive(secret)
        nonce = HKDF(SHA256(), 12, salt, b"Content-Encoding: nonce\x00").derive(secret)
        plain = AESGCM(key).decrypt(nonce, sealed, None)
        assert plain.endswith(b"\x02")
        return plain[:-1]


class PushService(ThreadingHTTPServer):
    """Messages as they came: (path, headers, body)."""

    daemon_threads = True
    taken: list[tuple[str, dict[str, str], bytes]]
    status: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def told(self, browser: Browser) -> list[dict[str, str]]:
        """What the browser read."""
        return [json.loads(browser.open(body)) for _path, _headers, body in self.taken]

    def claims(self) -> dict[str, object]:
        """Of the newest message's sender; the signature is checked with the key it came with (RFC 8292)."""
        token, _comma, key = self.taken[-1][1]["authorization"].removeprefix("vapid t=").partition(", k=")
        public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), unb64(key))
        found: dict[str, object] = jwt.decode(
            token, public, algorithms=["ES256"], audience=self.url, options={"verify_exp": False}
        )
        return {**found, "key": key}


class _Talk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        server = self.server
        assert isinstance(server, PushService)
        server.taken.append((self.path, {name.lower(): value for name, value in self.headers.items()}, body))
        self.send_response(server.status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *args: object) -> None:
        """Quiet."""


@contextmanager
def push_service() -> Iterator[PushService]:
    """Listen on a free port inside the block."""
    with PushService(("127.0.0.1", 0), _Talk) as server:
        server.taken, server.status = [], 201
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
