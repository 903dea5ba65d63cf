"""Items of this municipality, many at a time."""

from shared_templates.adoption.models import Adopted

#: What a release may change of an item, and what undoing it gives back.
FIELDS = (
    "kind", "code", "area", "title", "policy", "version", "base_hash", "content", "base", "likeness", "answer",
    "decided_on", "decision_reference", "made_for", "made_for_version", "revision",
)  # fmt: skip


def keep_items(rows: list[Adopted]) -> None:
    """Write new and changed items in one statement for each 500: a tenth of what an UPDATE with as many cases takes."""
    Adopted.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=[*FIELDS, "changed_at", "changed_by"],
        batch_size=500,
    )
