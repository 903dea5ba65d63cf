"""How the last migrations went, site by site, for the operator."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    """How a run stands."""

    RUNNING = "running", _("Pågår")
    DONE = "done", _("Klar")
    FAILED = "failed", _("Inte klar")
    INTERRUPTED = "interrupted", _("Avbruten")


class SiteState(models.TextChoices):
    """How it went for one site."""

    DONE = "done", _("Uppdaterad")
    FAILED = "failed", _("Gick inte")
    LEFT = "left", _("Inte påbörjad")


class MigrationRun(models.Model):
    """One run over the sites that lagged. A run where none did leaves no row.

    A row that says "running" while nobody holds the migration's lock is of a run that was killed; the next one
    marks it.
    """

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=20, choices=RunState.choices, default=RunState.RUNNING)
    version = models.CharField(max_length=40, help_text="Of the code")
    sites_total = models.PositiveIntegerField()

    class Meta:
        ordering = ["-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M} {self.state}"


class MigrationRunSite(models.Model):
    """How one site fared in a run. By name, not by reference: the report outlives the site."""

    run = models.ForeignKey(MigrationRun, on_delete=models.CASCADE, related_name="sites")
    schema_name = models.CharField(max_length=63)
    state = models.CharField(max_length=20, choices=SiteState.choices)
    seconds = models.FloatField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    replayed = models.PositiveIntegerField(default=0, help_text="Migrations replayed as SQL")
    ran = models.PositiveIntegerField(default=0, help_text="Migrations that Django ran")
    error = models.TextField(blank=True)

    class Meta:
        ordering = ["id"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="a_site_once_a_run", fields=["run", "schema_name"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.state}"
