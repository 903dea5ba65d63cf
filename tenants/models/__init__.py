"""Models of the sites; all in `public`."""

from .domain import Domain
from .schema_artifact import SchemaArtifact
from .tenant import Kind, State, Tenant

__all__ = ["Domain", "Kind", "SchemaArtifact", "State", "Tenant"]
