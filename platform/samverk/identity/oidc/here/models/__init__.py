"""Models of what a site keeps about sign-ins."""

from .claim_rule import ClaimRule, Effect
from .linked_identity import LinkedIdentity
from .provider_session import ProviderSession
from .sign_in_policy import SignInPolicy

__all__ = ["ClaimRule", "Effect", "LinkedIdentity", "ProviderSession", "SignInPolicy"]
