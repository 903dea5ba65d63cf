"""Models of the sites; all in `public`."""

from .domain import Domain
from .migration_run import MigrationRun, MigrationRunSite, RunState, SiteState
from .schema_artifact import SchemaArtifact
from .tenant import Kind, State, Tenant

__all__ = [
    "Domain",
    "Kind",
    "MigrationRun",
    "MigrationRunSite",
    "RunState",
    "SchemaArtifact",
    "SiteState",
    "State",
    "Tenant",
]
