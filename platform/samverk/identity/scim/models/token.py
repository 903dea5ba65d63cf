"""The key a directory service shows at this site's SCIM address."""

import hashlib
from datetime import datetime

from django.db import models
from django.db.models import F, Q

from samverk.identity.models import Capacity


def token_digest(token: str) -> str:
    """What is stored of a token. It is 256 random bits: a slow hash would add nothing."""
    return hashlib.sha256(token.encode()).hexdigest()


class ScimToken(models.Model):
    """A bearer token: 32 random bytes of which only the hash is kept.

    It lies in the site's own schema, so next door it does not exist (law 1). `issuer` says for which provider of
    sign-in it delivers people: a person is (issuer, subject), and a token reaches no one of another issuer.
    """

    label = models.CharField(max_length=100)
    issuer = models.CharField(max_length=255)
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.EMPLOYEE)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="scim_token_expires_after_it_is_made", condition=Q(expires_at__gt=F("created_at"))
            )
        ]

    def __str__(self) -> str:
        return self.label

    def is_open(self, now: datetime) -> bool:
        """May it be used at this moment?"""
        return self.revoked_at is None and now < self.expires_at
