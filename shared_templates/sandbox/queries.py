"""How the sandbox stands, for the model's page about it."""

from uuid import UUID

from shared_templates.masters.models import Master
from shared_templates.masters.queries import listed
from shared_templates.sandbox.models import SandboxReset


def newest_reset() -> SandboxReset | None:
    """The one asked for last, whatever became of it."""
    return SandboxReset.objects.first()


def pending_reset() -> SandboxReset | None:
    """The one that is under way, if any."""
    return SandboxReset.objects.filter(state="pending").first()


def reset_by_uuid(uuid: UUID) -> SandboxReset | None:
    """The reset with this number."""
    return SandboxReset.objects.filter(uuid=uuid).first()


def differing(reset: SandboxReset) -> list[Master]:
    """Drafts that say something else than the sandbox, or are not there, by code, without the texts; one query."""
    return [master for master in listed() if reset.held.get(str(master.key)) != master.content_hash]
