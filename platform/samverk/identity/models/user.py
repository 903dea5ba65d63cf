"""A person, here."""

import uuid
from datetime import date
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, PermissionsMixin, UserManager
from django.db import models
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from tenants.connection import connection


class Capacity(models.TextChoices):
    """In what capacity somebody is here (PF-08)."""

    EMPLOYEE = "employee", _("Anställd")
    ELECTED = "elected", _("Förtroendevald")
    UNION = "union", _("Facklig företrädare")
    SUPPLIER = "supplier", _("Leverantör")
    GUEST = "guest", _("Gäst")

    @property
    def is_internal(self) -> bool:
        """Belongs to the organisation; suppliers and guests see only what they are invited to (PF-07)."""
        return self in {Capacity.EMPLOYEE, Capacity.ELECTED, Capacity.UNION}


#: The issuer of the persons that support sessions make (identity.support): no provider and no form opens them.
SUPPORT_ISSUER = "urn:samverk:support"
#: Their capacity in the log.
SUPPORT = "support"


#: Capacities of those who belong to the organisation.
INTERNAL = tuple(capacity for capacity in Capacity if capacity.is_internal)


def local_issuer(schema_name: str) -> str:
    """The issuer of accounts that sign in with a password of this site."""
    return f"urn:samverk:local:{schema_name}"


def list_issuer(schema_name: str) -> str:
    """The issuer of people taken in from a file before the site has a provider: nobody signs in under it."""
    return f"urn:samverk:list:{schema_name}"


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """The person *here*: one row per site, known by (issuer, subject), never by e-mail."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)
    username = models.CharField(max_length=150, unique=True)
    display_name = models.CharField(max_length=200)
    first_name = models.CharField(max_length=100, blank=True)
    last_name = models.CharField(max_length=100, blank=True)
    title = models.CharField(max_length=200, blank=True)
    email = models.EmailField(blank=True)
    capacity = models.CharField(max_length=20, choices=Capacity.choices, default=Capacity.EMPLOYEE)
    acting_for_code = models.CharField(max_length=4, blank=True, help_text="SCB code of the municipality")
    acting_for_name = models.CharField(max_length=100, blank=True, help_text="Skara")
    language = models.CharField(max_length=8, blank=True)
    scheme = models.CharField(max_length=5, blank=True, choices=[("light", "light"), ("dark", "dark")])
    is_active = models.BooleanField(default=True)
    is_protected = models.BooleanField(default=False, help_text="Protected identity (LAW-24)")
    last_day = models.DateField(null=True, blank=True, help_text="The account is closed the day after (PF-06, PF-11)")
    created_at = models.DateTimeField(auto_now_add=True)

    objects = UserManager()
    #: May somebody from outside read what the organisation's own people read; set for one request, by a support
    #: session that says so.
    reads_as_internal = False

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        ordering = ["display_name"]
        permissions = [
            ("administer_site", "Can administer the site"),
            ("invite_guests", "Can invite guests"),
            ("protect_people", "Can protect identities"),
        ]
        constraints = [
            models.UniqueConstraint(name="one_user_per_issuer_and_subject", fields=["issuer", "subject"]),
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give a local account its issuer and subject when it has none."""
        if not self.issuer:
            self.issuer = local_issuer(str(connection.schema_name))
        if not self.subject:
            self.subject = str(self.uuid)
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        """The name people see; who comes from outside is marked wherever it is written (PF-06)."""
        return self.display_name if self.is_internal else gettext("%(name)s (extern)") % {"name": self.display_name}

    def get_short_name(self) -> str:
        """First name, or the whole name where it is a role title."""
        return self.first_name or self.display_name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """As Django's. What `PersonBackend` has found once in a request is not asked of every backend again: without a
        thing to ask about, no other has an answer."""
        known: set[str] | None = self.__dict__.get("_samverk_permissions") if obj is None else None
        if known is None:
            return bool(super().has_perm(perm, obj))
        return self.is_active and perm in known

    @property
    def is_internal(self) -> bool:
        """See `Capacity.is_internal`."""
        return Capacity(self.capacity).is_internal or self.reads_as_internal

    @property
    def is_support(self) -> bool:
        """Is this somebody from the operator, here in a support session."""
        return self.issuer == SUPPORT_ISSUER

    @property
    def capacity_in_log(self) -> str:
        """The capacity, and for a support session that it is one."""
        return SUPPORT if self.is_support else self.capacity

    @property
    def is_external(self) -> bool:
        """Comes from outside, and is shown as such."""
        return not self.is_internal

    def is_open_on(self, day: date) -> bool:
        """Whether the account may be used that day; asked at each request, so that a late job lets nobody in."""
        return self.is_active and (self.last_day is None or day <= self.last_day)

    @property
    def initials(self) -> str:
        """Two letters for the avatar."""
        words = [word for word in self.display_name.replace("(demo)", "").split() if word[0].isalpha()]
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Salted with the site: a session made next door, even in a clone, does not fit here (law 5)."""
        return salted_hmac(
            f"samverk.session:{connection.schema_name}",
            f"{self.uuid}:{self.password}",
            secret=secret,
            algorithm="sha256",
        ).hexdigest()
