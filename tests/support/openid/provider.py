"""A small real OpenID Provider over HTTP, with keys of its own, that misbehaves when told to.

`with Provider() as provider:` serves until the block ends. `provider.person` are the claims of whoever signs in;
`provider.faults` is a set of names from FAULTS, or what a test puts in `provider.change` (claims → claims).
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from jwt.algorithms import ECAlgorithm, RSAAlgorithm

CLIENT_ID = "samverk"
CLIENT_SECRET = "hemlig: å/ä+ö?"
PLACES = {"/.well-known/openid-configuration": "discovery"}


class Provider:
    """One issuer with its own port, keys, codes and faults."""

    def __init__(self, *, client_id: str = CLIENT_ID) -> None:
        self.client_id = client_id
        self.person: dict[str, Any] = {"sub": "anna", "name": "Anna Andersson", "email": "anna@skara.example"}
        self.faults: set[str] = set()
        self.change: Callable[[dict[str, Any]], dict[str, Any]] = lambda claims: claims
        self.userinfo: dict[str, Any] | None = None
        self.algorithm = "RS256"
        self.metadata: dict[str, Any] = {}
        self.delay = 0.0
        self.asked: list[str] = []
        self.authorizations: list[dict[str, str]] = []
        self.codes: dict[str, dict[str, str]] = {}
        self.tokens: dict[str, dict[str, Any]] = {}
        self.kid = "first"
        self.keys = {"first": rsa.generate_private_key(public_exponent=65537, key_size=2048)}
        self.hidden_keys: dict[str, Any] = {}

    def __enter__(self) -> "Provider":
        provider = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                provider.serve(self, b"")

            def do_POST(self) -> None:
                provider.serve(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.issuer = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *exc: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Go down: connections are refused from now on."""
        if self.thread.is_alive():
            self.server.shutdown()
            self.server.server_close()
            self.thread.join()

    def rotate(self, kid: str, *, publish: bool = True) -> None:
        """Sign with a new key from now on."""
        self.keys[kid] = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        if not publish:
            self.hidden_keys[kid] = self.keys[kid]
        self.kid = kid

    def use_elliptic(self) -> None:
        """Sign with ES256."""
        self.keys["curve"] = ec.generate_private_key(ec.SECP256R1())
        self.kid, self.algorithm = "curve", "ES256"

    # What it serves

    def serve(self, request: BaseHTTPRequestHandler, body: bytes) -> None:
        """Answer one request, or misbehave."""
        parts = urlsplit(request.path)
        self.asked.append(parts.path)
        name = PLACES.get(parts.path, parts.path.strip("/"))
        if self.misbehave(request, name):
            return
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        form = {key: values[0] for key, values in parse_qs(body.decode()).items()}
        answers: dict[str, Callable[[], None]] = {
            "discovery": lambda: self.send_json(request, 200, self.discovery()),
            "keys": lambda: self.send_json(request, 200, {"keys": self.public_keys()}),
            "authorize": lambda: self.authorize(request, query),
            "token": lambda: self.token(request, form),
            "userinfo": lambda: self.tell(request),
        }
        answers.get(name, lambda: self.send_json(request, 404, {}))()

    def misbehave(self, request: BaseHTTPRequestHandler, name: str) -> bool:
        """Answer wrongly when told to; tells whether it did."""
        wrong: dict[str, Callable[[], None]] = {
            "down": lambda: self.send(request, 503, b"down", "text/plain"),
            "redirect": lambda: self.send(request, 302, b"", "text/plain", location=f"{self.issuer}/elsewhere"),
            "huge": lambda: self.send(request, 200, b'{"x": "' + b"x" * 3_000_000 + b'"}', "application/json"),
            "drip": lambda: self.drip(request),
            "html": lambda: self.send(request, 200, b"<html>", "text/html"),
            "list": lambda: self.send(request, 200, b"[1]", "application/json"),
        }
        if f"slow:{name}" in self.faults:
            time.sleep(self.delay)
        for fault, act in wrong.items():
            if f"{fault}:{name}" in self.faults:
                act()
                return True
        return False

    def discovery(self) -> dict[str, Any]:
        document = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/end",
            "response_types_supported": ["code"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256", "HS256", "none"],
            "authorization_response_iss_parameter_supported": True,
            "code_challenge_methods_supported": ["S256"],
        }
        if self.userinfo is not None:
            document["userinfo_endpoint"] = f"{self.issuer}/userinfo"
        return {key: value for key, value in {**document, **self.metadata}.items() if value is not None}

    def public_keys(self) -> list[dict[str, Any]]:
        listed = []
        for kid, key in self.keys.items():
            if kid in self.hidden_keys:
                continue
            algorithm = RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else ECAlgorithm
            listed.append({**algorithm.to_jwk(key.public_key(), as_dict=True), "kid": kid, "use": "sig"})
        return listed

    def authorize(self, request: BaseHTTPRequestHandler, query: dict[str, str]) -> None:
        self.authorizations.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.issuer}
        self.send(request, 302, b"", "text/plain", location=query["redirect_uri"] + "?" + urlencode(answer))

    def token(self, request: BaseHTTPRequestHandler, form: dict[str, str]) -> None:
        expected = base64.b64encode(
            f"{quote(self.client_id, safe='')}:{quote(CLIENT_SECRET, safe='')}".encode()
        ).decode()
        if request.headers.get("Authorization") != f"Basic {expected}":
            return self.send_json(request, 401, {"error": "invalid_client"})
        question = self.codes.pop(form.get("code", ""), None)
        if question is None or question["redirect_uri"] != form.get("redirect_uri"):
            return self.send_json(request, 400, {"error": "invalid_grant"})
        challenge = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest())
        if question["code_challenge_method"] != "S256" or challenge.rstrip(b"=").decode() != question["code_challenge"]:
            return self.send_json(request, 400, {"error": "invalid_grant"})
        access_token = secrets.token_urlsafe(16)
        self.tokens[access_token] = self.person
        answer = {
            "access_token": access_token,
            "token_type": "Bearer",
            "id_token": self.id_token(nonce=question["nonce"], access_token=access_token),
        }
        return self.send_json(request, 200, answer)

    def tell(self, request: BaseHTTPRequestHandler) -> None:
        token = (request.headers.get("Authorization") or "").removeprefix("Bearer ")
        if token not in self.tokens:
            return self.send_json(request, 401, {})
        told = {"sub": self.tokens[token]["sub"], **(self.userinfo or {})}
        if "signed:userinfo" in self.faults:
            signed = self.sign({**told, "iss": self.issuer, "aud": self.client_id})
            return self.send(request, 200, signed.encode(), "application/jwt")
        return self.send_json(request, 200, told)

    # What it signs

    def id_token(self, *, nonce: str, access_token: str) -> str:
        now = int(time.time())
        half = hashlib.sha256(access_token.encode()).digest()[:16]
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            "nonce": nonce,
            "at_hash": base64.urlsafe_b64encode(half).rstrip(b"=").decode(),
            "sid": f"sid-{self.person['sub']}",
            **self.person,
        }
        return self.sign(self.change(claims))

    def logout_token(self, **changes: Any) -> str:
        now = int(time.time())
        claims = {
            "iss": self.issuer,
            "aud": self.client_id,
            "iat": now,
            "exp": now + 120,
            "jti": secrets.token_urlsafe(8),
            "sid": f"sid-{self.person['sub']}",
            "events": {"http://schemas.openid.net/event/backchannel-logout": {}},
            **changes,
        }
        return self.sign({key: value for key, value in claims.items() if value is not None}, typ="logout+jwt")

    def sign(self, claims: dict[str, Any], *, typ: str = "JWT") -> str:
        """As told: properly, or in one of the ways that must not work."""
        if "alg:none" in self.faults:
            return jwt.encode(claims, None, algorithm="none", headers={"kid": self.kid})
        if "alg:hs256" in self.faults:
            # The classic: the public key, which everybody has, as the secret of an HMAC.
            return _by_hand({"alg": "HS256", "typ": "JWT", "kid": self.kid}, claims, self._public_pem())
        if "alg:hs256-secret" in self.faults:
            return _by_hand({"alg": "HS256", "typ": "JWT", "kid": self.kid}, claims, CLIENT_SECRET.encode())
        headers: dict[str, Any] = {"kid": self.kid, "typ": typ}
        if "no:kid" in self.faults:
            headers.pop("kid")
        if "typ:at" in self.faults:
            headers["typ"] = "at+jwt"
        if "crit" in self.faults:
            headers["crit"] = ["x"]
        key = self.keys[self.kid]
        if "foreign key" in self.faults:
            key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        token = jwt.encode(claims, key, algorithm=self.algorithm, headers=headers)
        if "tampered" in self.faults:
            head, body, signature = token.split(".")
            claims = {**claims, "sub": "chefen"}
            body = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=").decode()
            token = f"{head}.{body}.{signature}"
        return token

    def _public_pem(self) -> bytes:
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return self.keys[self.kid].public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    # How it speaks

    def send_json(self, request: BaseHTTPRequestHandler, status: int, value: object) -> None:
        self.send(request, status, json.dumps(value).encode(), "application/json")

    def send(self, request: BaseHTTPRequestHandler, status: int, body: bytes, kind: str, location: str = "") -> None:
        try:
            request.send_response(status)
            request.send_header("Content-Type", kind)
            request.send_header("Content-Length", str(len(body)))
            request.send_header("Connection", "close")
            if location:
                request.send_header("Location", location)
            request.end_headers()
            request.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            pass  # whoever asked has had enough

    def drip(self, request: BaseHTTPRequestHandler) -> None:
        """A byte now and then: each in time, the whole never."""
        try:
            request.send_response(200)
            request.send_header("Content-Type", "application/json")
            request.send_header("Content-Length", "100000")
            request.end_headers()
            for _ in range(200):
                request.wfile.write(b" ")
                request.wfile.flush()
                time.sleep(0.05)
        except (BrokenPipeError, ConnectionResetError):
            pass


def _by_hand(header: dict[str, Any], claims: dict[str, Any], secret: bytes) -> str:
    """What PyJWT refuses to sign for us."""
    import hmac

    def part(value: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    head = f"{part(header)}.{part(claims)}"
    signature = hmac.new(secret, head.encode(), hashlib.sha256).digest()
    return f"{head}.{base64.urlsafe_b64encode(signature).rstrip(b'=').decode()}"


__all__ = ["CLIENT_ID", "CLIENT_SECRET", "Provider"]
