"""Three tables in `public`: what is shared, its versions, and who shows it (PF-21)."""

from django.db import models


class SharedArticle(models.Model):
    """An article that a municipality deliberately shares; the municipality's to write.

    While it is shared the others read the version that counts, and no other.
    """

    key = models.UUIDField(unique=True, help_text="The article's, on its own site")
    schema_name = models.CharField(max_length=63, help_text="The municipality's schema")
    municipality = models.CharField(max_length=200, help_text="Its name")
    version = models.PositiveIntegerField(help_text="The one that counts")
    withdrawn_at = models.DateTimeField(null=True)
    proposed_at = models.DateTimeField(null=True, help_text="To the model: from then on its site reads it too")

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(name="shared_articles_of_a_site", fields=["schema_name"])]

    def __str__(self) -> str:
        return f"{self.key} v{self.version}"


class ArticleVersion(models.Model):
    """What was shared at one moment. Never changed; the database sees to it.

    `content_hash` is that of key, number and content (`fingerprint.py`), and `signature` signs it.
    """

    article = models.ForeignKey(SharedArticle, on_delete=models.CASCADE, related_name="versions")
    schema_name = models.CharField(max_length=63)
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=255)
    content = models.JSONField(help_text="shared_templates.knowledge.leaving.said_by")
    content_hash = models.CharField(max_length=64)
    signature = models.CharField(max_length=128)
    signed_by = models.CharField(max_length=64, help_text="Public key, hexadecimal")
    news = models.CharField(max_length=300, blank=True, help_text="What is new, for people")
    at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(name="a_version_of_an_article_once", fields=["article", "number"])]

    def __str__(self) -> str:
        return f"{self.title} v{self.number}"


class Use(models.Model):
    """The fact that a site shows an article; each tells of itself."""

    schema_name = models.CharField(max_length=63)
    key = models.UUIDField(help_text="Of the article")
    since = models.DateField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(name="one_use_a_site_and_article", fields=["key", "schema_name"])]

    def __str__(self) -> str:
        return f"{self.schema_name} {self.key}"
