"""One comment, and what it said before."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from .thread import Thread


class Comment(models.Model):
    """Something a person said about a thing.

    Never deleted: its author takes it away, a moderator hides it, and its place in the talk stays. Nobody's name is
    stored with it (LAW-24). People, units and groups that are mentioned stand in the text as marks (`talk.marks`).

    Attributes:
        parent: the comment it answers, at any depth.
        top: the comment its branch begins with; empty for one that answers nothing. The page shows one level.
        form: the form it was written in; sent twice it is one comment.
        tags: words with # in it, as they are compared.
        version: counts up at each change; a kept fragment is kept by it.
    """

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="all_comments", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    top = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    form = models.UUIDField()
    text = models.TextField()
    tags = ArrayField(models.CharField(max_length=40), default=list, db_default=[], editable=False)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_comment_per_form", fields=["author", "form"])]
        indexes = [
            models.Index(F("thread"), Coalesce("top", "id"), F("id"), name="comments_in_their_branches"),
            models.Index(fields=["thread", "author"], name="who_took_part"),
            models.Index(fields=["author", "-id"], name="comments_of_somebody"),
            GinIndex(
                fields=["tags"],
                condition=Q(deleted_at=None, hidden_at=None) & ~Q(tags=[]),
                name="comments_with_a_tag",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def is_readable(self) -> bool:
        """Neither taken away nor hidden."""
        return self.deleted_at is None and self.hidden_at is None


class CommentVersion(models.Model):
    """What a comment said before it was changed; its readers may see that."""

    comment = models.ForeignKey(Comment, on_delete=models.CASCADE, related_name="versions", db_index=False)
    version = models.PositiveIntegerField()
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["-version"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_text_per_version", fields=["comment", "version"])]

    def __str__(self) -> str:
        return f"{self.comment_id}.{self.version}"
