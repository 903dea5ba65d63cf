"""Who sees and writes what is between a municipality and the template board, and what becomes of it."""

from django.db.models import Model

from samverk.identity.protection.sealed import followers
from shared_templates.board.models import Submission, Word
from shared_templates.board.names import follow_name
from shared_templates.board.travelling import SUBMISSIONS, WORDS
from tenants.life.removal import site_erasers
from tenants.life.rules import public_parts
from tenants.models import Tenant
from tenants.policies import SITE, Policy, public_tables
from tenants.queries import active_schema
from tenants.site_context import site

_BETWEEN = f"schema_name = {SITE} OR template_schema = {SITE}"
public_tables.register(Submission._meta.db_table, Policy(sees=_BETWEEN, writes=f"schema_name = {SITE}"))
# The board speaks only of what was submitted to it.
public_tables.register(
    Word._meta.db_table,
    Policy(
        sees=_BETWEEN,
        writes=f"template_schema = {SITE} AND EXISTS (SELECT 1 FROM public.board_submission told"
        " WHERE told.deviation = board_word.deviation AND told.schema_name = board_word.schema_name"
        f" AND told.template_schema = {SITE})",
    ),
)


def _erase() -> None:
    """What the site submitted with what was said about it, and what was submitted to it with its words."""
    _erase_between(Word, writer="template_schema", other="schema_name")
    _erase_between(Submission, writer="schema_name", other="template_schema")


def _erase_between(model: type[Model], *, writer: str, other: str) -> None:
    here, rows = active_schema(), model._default_manager.order_by()
    rows.filter(**{writer: here}).delete()
    writers = list(rows.filter(**{other: here}).values_list(writer, flat=True).distinct())
    for tenant in Tenant.objects.filter(schema_name__in=writers):
        with site(tenant):
            rows.filter(**{other: here}).delete()


site_erasers.register("board", _erase)
public_parts.register("board_submissions", SUBMISSIONS)
public_parts.register("board_words", WORDS)
followers.register("board", follow_name)
