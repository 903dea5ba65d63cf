"""What somebody writes to those they work with."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.translation import gettext_lazy as _

from samverk.social.tags import LONGEST


class PostKind(models.TextChoices):
    """What one does with a post besides reading it."""

    POST = "post", _("Inlägg")
    QUESTION = "question", _("Fråga")
    POLL = "poll", _("Omröstning")


class PostState(models.TextChoices):
    """Who sees it: the readers of its place, nobody, or its author and those who moderate."""

    PUBLISHED = "published", _("Publicerat")
    DELETED = "deleted", _("Borttaget")
    HIDDEN = "hidden", _("Dolt av granskare")


#: What the feed reads; the partial indexes hold nothing else.
SHOWN = Q(state=PostState.PUBLISHED)


#: What is searched: without the marks of whom it mentions (`talk.marks`), which are no words that anybody wrote.
WORDS = SearchVector(
    Func(
        F("text"),
        Value(r"\uE000[^\uE001]*\uE001"),
        Value(" "),
        Value("g"),
        function="regexp_replace",
        output_field=models.TextField(),
    ),
    config="swedish",
)


class Post(models.Model):
    """One post, in one place. A newer post has a higher id: the feed is read in that order.

    `place` decides who may see it: `site`, or what a source in `places` declares, `unit:<uuid>`. What a card shows of
    files stands in `media` too, so that a feed is one read; whoever changes what is shown counts `version` up. `tags`
    are the words with # in the text (`social.tags`).
    """

    form = models.UUIDField(unique=True, help_text="Of the form it was written in: sent twice, it is one post")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="posts")
    place = models.CharField(max_length=60)
    place_before = models.CharField(max_length=60, blank=True, help_text="Where it was until its unit was merged")
    kind = models.CharField(max_length=10, choices=PostKind.choices, default=PostKind.POST)
    state = models.CharField(max_length=10, choices=PostState.choices, default=PostState.PUBLISHED)
    text = models.TextField()
    tags = ArrayField(models.CharField(max_length=LONGEST), default=list, db_default=[], editable=False)
    link = models.CharField(max_length=500, blank=True)
    link_title = models.CharField(max_length=150, blank=True)
    media = models.JSONField(default=list, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    edited_at = models.DateTimeField(null=True, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    is_official = models.BooleanField(default=False)
    pinned_to = models.DateField(null=True, blank=True, help_text="Last day it stands first")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(max_length=60, blank=True, help_text="Key of the comment that answered the question")

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [
            ("manage_posts", "Can pin posts and close questions of others"),
            ("mark_official", "Can mark posts as official information"),
        ]
        indexes = [
            models.Index(fields=["place", "-id"], name="posts_of_a_place", condition=SHOWN),
            models.Index(fields=["author", "-id"], name="posts_of_an_author", condition=SHOWN),
            models.Index(
                fields=["place", "-id"],
                name="posts_unanswered",
                condition=SHOWN & Q(kind=PostKind.QUESTION, answered_at=None),
            ),
            models.Index(fields=["place"], name="posts_pinned", condition=SHOWN & Q(pinned_to__isnull=False)),
            models.Index(fields=["deleted_at"], name="posts_deleted", condition=Q(state=PostState.DELETED)),
            GinIndex(WORDS, name="posts_words_written", condition=SHOWN),
            GinIndex(fields=["tags"], name="posts_with_a_tag", condition=SHOWN & ~Q(tags=[])),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Edit(models.Model):
    """What a post said before it was changed; those who see the post may read it."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="edits")
    text = models.TextField()
    until = models.DateTimeField(help_text="When it was changed")

    class Meta:
        ordering = ["-until", "-pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.post}: {self.until}"
