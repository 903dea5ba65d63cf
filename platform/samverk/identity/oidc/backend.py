"""mozilla-django-oidc's backend, bound to one provider and made once for one sign-in.

Its extension points keep their names, so that who knows the package finds the way; what they did is replaced where it
trusted too much (architecture, section 3; decision 0006): settings for one provider, an unchecked `iss` and `aud`, keys
fetched on every sign-in and without a limit, people matched by e-mail, a token error's body in the log.
It does not stand in AUTHENTICATION_BACKENDS: Django would build it some thirty times a page.
"""

from datetime import datetime
from typing import Any
from urllib.parse import quote

from django.db.models import QuerySet
from mozilla_django_oidc.auth import OIDCAuthenticationBackend
from requests.auth import HTTPBasicAuth

from samverk.identity.models import User
from samverk.identity.oidc.claims import subject_here
from samverk.identity.oidc.fetch import Bearer, ProviderDown, fetch
from samverk.identity.oidc.models import Provider
from samverk.identity.oidc.refusal import Refused
from samverk.identity.oidc.sealing import CannotUnseal, unseal
from samverk.identity.oidc.tokens import read_id_token, read_userinfo


class ProviderBackend(OIDCAuthenticationBackend):
    """Trades a code for verified claims at one provider."""

    def __init__(self, provider: Provider, *, now: datetime) -> None:
        # Upstream's reads one provider for the whole deployment from the settings.
        self.provider = provider
        self.now = now
        self.UserModel = User

    def authenticate(self, request: Any, **kwargs: Any) -> None:
        """Never through Django's list of backends: a code means nothing without its provider and attempt."""
        return

    def prove(self, *, code: str, redirect_uri: str, verifier: str, nonce: str, max_age: int | None) -> dict[str, Any]:
        """The verified claims of whoever brought the code: the id_token's, filled up from userinfo.

        Args:
            code: from the provider's answer.
            redirect_uri: the same as in the question.
            verifier: PKCE's secret half of this attempt (RFC 7636).
            nonce: of this attempt.
            max_age: when a fresh sign-in was demanded.

        Raises:
            Refused: when anything does not fit.
        """
        tokens = self.get_token(
            {
                "grant_type": "authorization_code",
                "code": code,
                "redirect_uri": redirect_uri,
                "code_verifier": verifier,
            }
        )
        access_token = tokens.get("access_token")
        access_token = access_token if isinstance(access_token, str) else ""
        claims = self.verify_token(tokens.get("id_token"), nonce=nonce, access_token=access_token, max_age=max_age)
        return {**self.get_userinfo(access_token, None, claims), **claims}

    def get_token(self, payload: dict[str, str]) -> dict[str, Any]:
        """Ask the token endpoint, as the client we are.

        Raises:
            Refused: when the code is not good (used, late, another client's).
            ProviderDown: when the provider does not answer properly.
        """
        try:
            secret = unseal(self.provider.sealed_secret, bound_to=str(self.provider.uuid))
        except CannotUnseal as error:
            raise ProviderDown("our client secret cannot be read: enter it anew") from error
        offered = self.provider.told("token_endpoint_auth_methods_supported") or ["client_secret_basic"]
        auth = None
        if secret and "client_secret_basic" in offered:
            # Both halves are form-encoded first (RFC 6749, 2.3.1).
            auth = HTTPBasicAuth(quote(self.provider.client_id, safe=""), quote(secret, safe=""))
        else:
            payload = {**payload, "client_id": self.provider.client_id}
            if secret:
                payload["client_secret"] = secret
        answer = fetch(self.provider.endpoint("token_endpoint"), form=payload, auth=auth)
        if answer.status != 200:
            raise self._token_error(answer.status, answer.body and answer.json().get("error"))
        return answer.json()

    @staticmethod
    def _token_error(status: int, error: object) -> Refused:
        if status < 500 and error == "invalid_grant":
            return Refused("attempt", "the provider refuses the code: used, late or another attempt's")
        known = error in {"invalid_request", "invalid_client", "unauthorized_client", "invalid_scope"}
        return ProviderDown(f"the token endpoint answers {status} {error if known else ''}".strip())

    def verify_token(self, token: Any, **kwargs: Any) -> dict[str, Any]:
        """The id_token's claims; see `tokens.read_id_token`."""
        return read_id_token(
            provider=self.provider,
            token=token,
            nonce=kwargs["nonce"],
            access_token=kwargs["access_token"],
            max_age=kwargs["max_age"],
            now=self.now,
        )

    def get_userinfo(self, access_token: str, id_token: Any, payload: dict[str, Any]) -> dict[str, Any]:
        """What the provider tells about the person beside the token; empty where it has no such address.

        Raises:
            Refused: when it tells of another person (Core 5.3.2).
        """
        address = self.provider.endpoint("userinfo_endpoint")
        if not address or not access_token:
            return {}
        answer = fetch(address, auth=Bearer(access_token), accept="application/json, application/jwt")
        if answer.status != 200:
            raise ProviderDown(f"userinfo answers {answer.status}")
        if answer.media_type == "application/jwt":
            told = read_userinfo(provider=self.provider, token=answer.body.decode("ascii", "replace"), now=self.now)
        else:
            told = answer.json()
        if told.get("sub") != payload["sub"]:
            raise Refused("bad_token", "userinfo is about another person")
        return told

    def filter_users_by_claims(self, claims: dict[str, Any]) -> QuerySet[User]:
        """The person here by (issuer, subject); never by e-mail, which any provider may claim."""
        return User.objects.filter(
            issuer=self.provider.issuer, subject=subject_here(self.provider.issuer, claims["sub"])
        )
