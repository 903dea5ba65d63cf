"""Which texts the sandbox holds: those of its last reset, whatever the drafts say now."""

from uuid import UUID

from shared_templates.sandbox.models import ResetState, SandboxReset


def last_done() -> SandboxReset | None:
    """The reset that made the sandbox what it is; None before the first. One query."""
    return SandboxReset.objects.filter(state=ResetState.DONE).order_by("-done_at", "-pk").first()


def text_in_sandbox(key: UUID) -> str:
    """Hash of what the sandbox says of a master; empty where it has nothing of it. One query."""
    found = last_done()
    return str(found.held.get(str(key), "")) if found else ""
