"""Rendering of one component: the template is read and compiled once and then kept."""

from typing import Any

from django.conf import settings
from django.template import Context, Engine, Origin, Template, TemplateSyntaxError
from django.utils.safestring import SafeString, mark_safe

from samverk.kernel.kept_html import kept_drawing
from samverk.ui.registry import Component, component

_kept: dict[str, Template] = {}


def _template(spec: Component) -> Template:
    # While developing, a change to a component's template shows at once; elsewhere it is compiled only once.
    if spec.name in _kept and not settings.DEBUG:
        return _kept[spec.name]
    path = spec.folder / f"{spec.name}.html"
    source = path.read_text(encoding="utf-8")
    template = Template(source, origin=Origin(str(path), path.name), name=path.name, engine=Engine.get_default())
    _kept[spec.name] = template
    return template


def render_values(spec: Component, values: dict[str, Any], context: Context) -> SafeString:
    """Render a component whose parameter names were checked when the calling template was compiled.

    The component sees its own parameters only, nothing of the page around it.
    Raises TemplateSyntaxError for a value that is not among the allowed choices.
    """
    for name, allowed in spec.choices.items():
        if values[name] not in allowed:
            message = f"component {spec.name!r}: {name} is {values[name]!r}, not one of {', '.join(allowed)}"
            raise TemplateSyntaxError(message)
    if spec.prepare is not None:
        spec.prepare(values)
    if spec.draw is not None:
        return spec.draw(values)
    template = _template(spec)
    # Content is the page's own, and may hold a form.
    if spec.kept and not values.get("content"):
        return kept_drawing(("component", spec.name), values, lambda: template.render(context.new(values)))
    return template.render(context.new(values))


def render_component(name: str, /, *, content: str = "", **values: Any) -> SafeString:
    """Render a component from Python: for Wagtail blocks, the gallery and tests.

    Args: the component's name; safe HTML as the content of a block component; its parameters.
    Raises ComponentError for an unknown name and TemplateSyntaxError for wrong parameters.
    """
    spec = component(name)
    complaint = spec.complaint(set(values), as_block=bool(content))
    if complaint:
        raise TemplateSyntaxError(complaint)
    merged = {**spec.optional, **values}
    if spec.block:
        # The caller vouches for the content, exactly as a template's block does.
        merged["content"] = mark_safe(content)  # nosec B308 B703 - our own markup
    context = Context()
    if spec.draw is None:
        context.template = _template(spec)
    return render_values(spec, merged, context)
