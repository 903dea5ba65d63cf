"""Share an article with the other municipalities (PF-21)."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from samverk.intranet.models import ArticlePage
from samverk.kernel.actions.record_audit import Actor, record_audit
from shared_templates.catalogue.signing import public_key, sign
from shared_templates.knowledge.fingerprint import fingerprint
from shared_templates.knowledge.leaving import obstacles, said_by, text_hash
from shared_templates.knowledge.models import ArticleVersion, SharedArticle
from shared_templates.knowledge.tasks import after_sharing
from shared_templates.masters.real import refuse_real_text
from tenants.models import Tenant
from tenants.queries import active_schema


def share_article(*, actor: Actor, page: ArticlePage, read: str, news: str, now: datetime) -> ArticleVersion:
    """The article as it is published now becomes a version that the others read; shared twice it is shared once.

    Who shared it stands in the site's own log and goes nowhere else.

    Args:
        actor: its owner or an editor; the view has asked.
        page: an article of this site.
        read: hash of what the person saw leave (`text_hash`).
        news: what is new, plain text of at most 300 characters; may be empty.
        now: the moment.

    Raises:
        ValidationError: for what must not leave, and when the article has changed since it was looked at.
    """
    with transaction.atomic():
        page = ArticlePage.objects.select_for_update(of=("self",)).get(pk=page.pk)
        if found := obstacles(page):
            raise ValidationError(found)
        refuse_real_text(news, "news")
        said = said_by(page)
        if read != text_hash(page):
            raise ValidationError(_("Artikeln har ändrats sedan du såg den här. Läs igenom den igen."))
        row, last = _held(page)
        if last is not None and last.content == said and row.withdrawn_at is None:
            return last
        row.version, row.withdrawn_at = row.version + 1, None
        row.save()
        digest = fingerprint(row.key, row.version, said)
        version = ArticleVersion.objects.create(
            article=row, schema_name=row.schema_name, number=row.version, title=page.title, content=said,
            content_hash=digest, signature=sign(row.schema_name, digest), signed_by=public_key(row.schema_name),
            news=news, at=now,
        )  # fmt: skip
        record_audit(actor=actor, verb="knowledge.share_article", target=page, details={"version": row.version})
        after_sharing(row.key)
    return version


def _held(page: ArticlePage) -> tuple[SharedArticle, ArticleVersion | None]:
    """What is shared already with its last version; else a new row, not saved.

    The page is locked, so nobody else shares; the row too, for who withdraws or proposes meanwhile.

    Raises:
        ValidationError: when another site has an article with this key, as a copy of a site has.
    """
    mine = SharedArticle.objects.filter(key=page.translation_key, schema_name=active_schema())
    row = mine.select_for_update().first()
    if row is not None:
        return row, row.versions.filter(number=row.version).first()
    if SharedArticle.objects.filter(key=page.translation_key).exists():
        raise ValidationError(_("En annan webbplats delar redan den här artikeln. Skriv en egen i stället."))
    name = Tenant.objects.values_list("name", flat=True).get(schema_name=active_schema())
    made = SharedArticle(key=page.translation_key, schema_name=active_schema(), municipality=name, version=0)
    return made, None
