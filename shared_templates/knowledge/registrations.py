"""Who sees and writes what is shared, what becomes of a site's part in it, and what the knowledge bank is offered."""

from django.db import connection

from samverk.intranet.knowledge.registries import (
    StepSource,
    article_tools,
    bank_tools,
    shared_texts,
    step_sources,
    still_shared,
)
from samverk.notifications.kinds import event_kinds
from shared_templates.knowledge import steps
from shared_templates.knowledge.models import ArticleVersion, SharedArticle, Use
from shared_templates.knowledge.queries import is_shared_now, text_now
from shared_templates.knowledge.told import KINDS
from shared_templates.knowledge.tools import tools_of_article, tools_of_bank
from shared_templates.knowledge.travelling import ARTICLES, USES
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.policies import SITE, Policy, public_tables
from tenants.queries import active_schema

_OWN = f"schema_name = {SITE}"


def _kind_is(kind: str) -> str:
    return f"EXISTS (SELECT 1 FROM public.tenants_tenant t WHERE t.schema_name = {SITE} AND t.kind = '{kind}')"


_IS_MUNICIPALITY = _kind_is("municipality")
# The model reads what is proposed to it.
_PROPOSED = f"proposed_at IS NOT NULL AND {_kind_is('template')}"
# What is not shared any more, and what a newer version has taken the place of, is its writer's alone.
_COUNTS = (
    "EXISTS (SELECT 1 FROM public.knowledge_sharedarticle a WHERE a.id = article_id"
    f" AND a.version = number AND a.withdrawn_at IS NULL AND ({_IS_MUNICIPALITY} OR (a.{_PROPOSED})))"
)
_OF_ARTICLE = (
    f"EXISTS (SELECT 1 FROM public.knowledge_sharedarticle a WHERE a.id = article_id AND a.schema_name = {SITE})"
)
_WRITES = f"{_OWN} AND {_IS_MUNICIPALITY}"
public_tables.register(
    SharedArticle._meta.db_table,
    Policy(sees=f"{_OWN} OR {_IS_MUNICIPALITY} OR ({_PROPOSED})", writes=_WRITES),
)
public_tables.register(
    ArticleVersion._meta.db_table,
    Policy(sees=f"{_OWN} OR {_COUNTS}", writes=f"{_WRITES} AND {_OF_ARTICLE}"),
)
public_tables.register(Use._meta.db_table, Policy(sees=f"{_OWN} OR {_IS_MUNICIPALITY}", writes=_WRITES))


def _erase() -> None:
    """What the site shared, everywhere, and the facts of what it shows."""
    here = active_schema()
    with connection.cursor() as cursor:
        # The database lets nobody else remove what was shared.
        cursor.execute("SELECT set_config('samverk.erases', %s, true)", [here])
    for model in (Use, ArticleVersion, SharedArticle):
        model._default_manager.filter(schema_name=here).delete()


site_erasers.register("knowledge", _erase)
public_parts.register("shared_articles", ARTICLES)
public_parts.register("shared_articles_shown", USES)
step_sources.register("templates", StepSource(steps.processes, steps.choices, steps.by_key))
shared_texts.register("knowledge", text_now)
still_shared.register("knowledge", is_shared_now)
article_tools.register("share", tools_of_article)
bank_tools.register("share", tools_of_bank)
for _event, _words in KINDS.items():
    event_kinds.register(_event, _words)
