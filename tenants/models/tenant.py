"""A site: an operator, a municipality, a template, a cooperation or a sandbox."""

import uuid
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_tenants.models import TenantMixin

OPERATOR_SCHEMA = "public"
#: What the schema of a sandbox ends with, and no other's: policies of `public` know one by its name.
SANDBOX_SUFFIX = "_ovning"


class Kind(models.TextChoices):
    """The four kinds of site (architecture, section 1), and what a template is tried out in (decision 0028)."""

    OPERATOR = "operator", _("Drift")
    TEMPLATE = "template", _("Mallkommun")
    MUNICIPALITY = "municipality", _("Kommun")
    COOPERATION = "cooperation", _("Samverkan")
    SANDBOX = "sandbox", _("Övningsmiljö")


class State(models.TextChoices):
    """Where in its life a site is."""

    ACTIVE = "active", _("Öppen")
    SUSPENDED = "suspended", _("Pausad")


class Tenant(TenantMixin):
    """One site with its schema, names, colours and languages.

    A municipality is known by its SCB code, never by how somebody spelled its name (domain 0.2 #9).
    """

    auto_create_schema = False
    auto_drop_schema = False

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=20, choices=State.choices, default=State.ACTIVE)
    name = models.CharField(max_length=100, help_text="Skara")
    official_name = models.CharField(max_length=200, help_text="Skara kommun")
    other_names = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    scb_code = models.CharField(
        max_length=4, null=True, blank=True, unique=True, validators=[RegexValidator(r"^\d{4}$")]
    )
    brand_colour = models.CharField(max_length=7, default="#1d5c4d", validators=[RegexValidator(r"^#[0-9a-f]{6}$")])
    mark = models.CharField(max_length=3, help_text="Two or three letters where there is no logo")
    logo = models.CharField(max_length=200, blank=True, help_text="Path of the logo among the site's files")
    languages = ArrayField(models.CharField(max_length=8), default=list)
    is_demo = models.BooleanField(default=False)
    sandbox_of = models.OneToOneField(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sandbox",
        help_text="The template",
    )
    created_at = models.DateTimeField(help_text="Of a sandbox: when it was last made anew")

    #: Which settings are the newest; known only of a site that came with a request (`tenants.queries.tenant_for_host`).
    settings_version: UUID | None

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.CheckConstraint(
                name="municipality_has_scb_code",
                condition=~Q(kind="municipality") | Q(scb_code__isnull=False),
            ),
            models.CheckConstraint(
                name="only_operator_lives_in_public",
                condition=(Q(kind="operator") & Q(schema_name=OPERATOR_SCHEMA))
                | (~Q(kind="operator") & ~Q(schema_name=OPERATOR_SCHEMA)),
            ),
            models.CheckConstraint(
                name="a_sandbox_belongs_to_a_template_and_is_named_so",
                condition=Q(kind="sandbox", sandbox_of__isnull=False, schema_name__endswith=SANDBOX_SUFFIX)
                | (~Q(kind="sandbox") & Q(sandbox_of=None) & ~Q(schema_name__endswith=SANDBOX_SUFFIX)),
                violation_error_message=_("Kortnamn som slutar på -ovning är övningsmiljöers."),
            ),
        ]

    def __str__(self) -> str:
        return self.official_name

    @property
    def is_operator(self) -> bool:
        """Is this the operating organisation's own site."""
        return self.kind == Kind.OPERATOR

    @property
    def is_sandbox(self) -> bool:
        """Is this where a template is tried out: nobody's site, and made anew again and again."""
        return self.kind == Kind.SANDBOX
