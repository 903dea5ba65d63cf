"""The providers a deployment trusts, and which sites each of them signs people in to. In `public`."""

import uuid
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ProviderState(models.TextChoices):
    """May people sign in through it now."""

    ACTIVE = "active", _("Används")
    PAUSED = "paused", _("Avstängd")


class Provider(models.Model):
    """One OpenID Provider: who it says it is, what it told of itself, and how we prove who we are to it.

    Only the operator writes here. What it told (`metadata`, `keys`) is kept in the row and not in the cache: whoever
    could write the cache could otherwise sign in as anybody.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.SlugField(max_length=40, unique=True, help_text="In addresses: skara-entra")
    name = models.CharField(max_length=100, help_text="Skara kommuns inloggning")
    issuer = models.CharField(max_length=255, help_text="Compared letter by letter (OpenID Connect Core 3.1.3.7)")
    client_id = models.CharField(max_length=255)
    sealed_secret = models.TextField(blank=True, help_text="Encrypted; empty for a public client")
    scopes = models.CharField(max_length=255, default="openid profile email")
    state = models.CharField(max_length=10, choices=ProviderState.choices, default=ProviderState.ACTIVE)
    metadata = models.JSONField(default=dict, help_text="The discovery document")
    metadata_at = models.DateTimeField(null=True)
    keys = models.JSONField(default=list, help_text="The provider's public keys")
    keys_at = models.DateTimeField(null=True)
    keys_asked_at = models.DateTimeField(null=True, help_text="Last time an unknown key made us ask")

    class Meta:
        ordering = ["key"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_provider_per_issuer_and_client", fields=["issuer", "client_id"]),
            models.CheckConstraint(name="provider_asks_for_openid", condition=Q(scopes__contains="openid")),
        ]

    def __str__(self) -> str:
        return self.name

    def told(self, name: str) -> Any:
        """A value of the discovery document, or None."""
        return self.metadata.get(name)

    def endpoint(self, name: str) -> str:
        """An address of the discovery document, or empty."""
        value = self.metadata.get(name)
        return value if isinstance(value, str) else ""


class ProviderSite(models.Model):
    """One site a provider signs people in to, and which verified claim says that somebody belongs there (PF-09).

    There is always a claim: a provider of one municipality alone is told by `iss`, the claim every token has.
    """

    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="sites")
    schema_name = models.CharField(max_length=63, db_index=True)
    claim = models.CharField(max_length=200, help_text="municipality_code, or iss")
    values = ArrayField(models.CharField(max_length=255), help_text="Any of these says: this site")
    label = models.CharField(max_length=100, blank=True, help_text="The button's text, else made from the name")
    order = models.PositiveSmallIntegerField(default=0)
    admits_new = models.BooleanField(default=True, help_text="May somebody come whom the site does not know yet")

    class Meta:
        ordering = ["order", "id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="one_link_per_provider_and_site", fields=["provider", "schema_name"]),
            models.CheckConstraint(name="link_names_a_claim", condition=~Q(claim="")),
            models.CheckConstraint(name="link_names_a_value", condition=Q(values__len__gt=0)),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} → {self.schema_name}"


#: What a key in an address looks like; the same as the slug's own rule, said aloud for actions.
KEY = RegexValidator(r"^[a-z0-9]+(-[a-z0-9]+)*$")
