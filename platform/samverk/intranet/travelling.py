"""How Wagtail's revisions travel: inside them the kind of content stands as a number of this deployment's own."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from modelcluster.models import get_all_child_relations
from wagtail.models import Site

from tenants.life.rules import ColumnRule, Journey

Translate = Callable[[Any], Any]


def _walk(model: type[models.Model], content: dict[str, Any], translate: Translate) -> dict[str, Any]:
    """The serialised object with every reference to a content type translated, in its child objects too."""
    changed = dict(content)
    for field in model._meta.fields:
        if field.remote_field and field.remote_field.model is ContentType and content.get(field.name) is not None:
            changed[field.name] = translate(content[field.name])
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        if isinstance(content.get(name), list):
            changed[name] = [_walk(relation.related_model, child, translate) for child in content[name]]
    return changed


def _translated(value: Any, row: dict[str, Any], translate: Translate) -> Any:
    try:
        model = apps.get_model(str(row["content_type_id"]))
    except (LookupError, ValueError):
        # A kind of content that the code no longer has: nothing can read the revision, so nothing is lost.
        return value
    return _walk(model, value, translate) if isinstance(value, dict) else value


def _out(value: Any, row: dict[str, Any], journey: Journey) -> Any:
    return _translated(value, row, lambda number: journey.label_of(number) or number)


def _back(value: Any, row: dict[str, Any], journey: Journey) -> Any:
    return _translated(value, row, lambda label: journey.id_of(label) if isinstance(label, str) else label)


REVISION = ColumnRule(out=_out, back=_back)


def follow_host(host: str) -> None:
    """Wagtail writes absolute addresses with the name of its own site."""
    for wagtail_site in Site.objects.filter(is_default_site=True):
        wagtail_site.hostname = host
        wagtail_site.save()
