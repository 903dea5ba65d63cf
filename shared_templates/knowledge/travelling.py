"""How shared articles travel with the site that owns them, and the facts of use with the site that shows them."""

from collections.abc import Iterable
from typing import Any

from shared_templates.knowledge.models import ArticleVersion, SharedArticle, Use
from tenants.life.rules import PublicPart
from tenants.queries import active_schema


def _load_articles(rows: Iterable[dict[str, Any]]) -> None:
    """What is there already stays, and what another site shares under the same key is that site's."""
    here = active_schema()
    known = {str(key) for key in SharedArticle.objects.values_list("key", flat=True)}
    for row in rows:
        versions = row.pop("versions") or []
        if row["key"] in known:
            continue
        article = SharedArticle.objects.create(schema_name=here, **row)
        ArticleVersion.objects.bulk_create(ArticleVersion(article=article, schema_name=here, **one) for one in versions)


def _load_uses(rows: Iterable[dict[str, Any]]) -> None:
    here = active_schema()
    Use.objects.filter(schema_name=here).delete()
    Use.objects.bulk_create(Use(schema_name=here, **row) for row in rows)


ARTICLES = PublicPart(
    query="""SELECT to_jsonb(a) - 'id' - 'schema_name' || jsonb_build_object('versions', (
                        SELECT jsonb_agg(to_jsonb(v) - 'id' - 'schema_name' - 'article_id' ORDER BY v.number)
                          FROM public.knowledge_articleversion v WHERE v.article_id = a.id))
               FROM public.knowledge_sharedarticle a
              WHERE a.schema_name = current_setting('samverk.tenant') ORDER BY a.key""",
    load=_load_articles,
)
USES = PublicPart(
    query="""SELECT to_jsonb(u) - 'id' - 'schema_name' FROM public.knowledge_use u
              WHERE u.schema_name = current_setting('samverk.tenant') ORDER BY u.key""",
    load=_load_uses,
)
