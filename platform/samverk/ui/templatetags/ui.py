"""The template tags of the design system.

{% component "badge" text="Skara" tone="accent" %}
{% componentblock "panel" title="Mina rum" %}…{% endcomponentblock %}
{% icon "home" %}
{% day release.adopt_by %} {% moment release.released_at as when %}
"""

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template import Context, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.utils.safestring import SafeString

from samverk.kernel.kept_html import kept_html
from samverk.ui import icons, moments
from samverk.ui.frame import Frame, frame_of
from samverk.ui.registry import Component, ComponentError, component
from samverk.ui.render import render_values

register = template.Library()
register.simple_tag(moments.day)
register.simple_tag(moments.moment)
#: Where a page's frame is kept while the page is drawn.
_FRAME = "samverk_frame"


class ComponentNode(Node):
    """A use of a component in a template; its parameters were checked when the template was compiled."""

    child_nodelists = ("content",)

    def __init__(self, spec: Component, values: dict[str, FilterExpression], content: NodeList | None = None) -> None:
        self.spec = spec
        self.values = values
        self.content = content if content is not None else NodeList()
        self.has_content = content is not None

    def render(self, context: Context) -> SafeString:
        """Resolve the parameters in the page's context and render the component in its own."""
        values = dict(self.spec.optional)
        for name, expression in self.values.items():
            values[name] = expression.resolve(context)
        if self.has_content:
            values["content"] = self.content.render(context)
        elif self.spec.block:
            values["content"] = ""
        return render_values(self.spec, values, context)


def _parse(parser: Parser, token: Token, *, as_block: bool) -> tuple[Component, dict[str, FilterExpression]]:
    tag, *bits = token.split_contents()
    if not bits or bits[0][0] not in "\"'" or bits[0][0] != bits[0][-1]:
        raise TemplateSyntaxError(f"{tag} needs the component's name in quotes first")
    try:
        spec = component(bits[0][1:-1])
    except ComponentError as error:
        raise TemplateSyntaxError(f"there is no component named {error}") from error
    rest = bits[1:]
    values = token_kwargs(rest, parser)
    if rest:
        raise TemplateSyntaxError(f"{tag} {spec.name!r} takes only name=value, not {rest[0]!r}")
    complaint = spec.complaint(set(values), as_block=as_block)
    if complaint:
        raise TemplateSyntaxError(complaint)
    return spec, values


@register.tag("component")
def do_component(parser: Parser, token: Token) -> ComponentNode:
    """Compile {% component "name" parameter=value … %}."""
    return ComponentNode(*_parse(parser, token, as_block=False))


@register.tag("componentblock")
def do_componentblock(parser: Parser, token: Token) -> ComponentNode:
    """Compile {% componentblock "name" … %}content{% endcomponentblock %}."""
    spec, values = _parse(parser, token, as_block=True)
    content = parser.parse(("endcomponentblock",))
    parser.delete_first_token()
    return ComponentNode(spec, values, content)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """Draw one icon: hidden from screen readers, unless it is given a label.

    Raises samverk.ui.icons.IconError when there is no such icon.
    """
    return icons.svg(name, label=label)


@register.simple_tag(takes_context=True)
def frame(context: Context, part: str) -> SafeString:
    """One part of the frame around a page, by its name in `Frame`; all come together, at the first question."""
    kept: Frame | None = context.render_context.get(_FRAME)
    if kept is None:
        request = context.get("request")
        here = request.get_full_path() if request is not None else "/"
        kept = frame_of(context["shell"], token=str(context.get("csrf_token") or ""), here=here)
        context.render_context[_FRAME] = kept
    found: SafeString = getattr(kept, part)
    return found


@register.simple_tag(takes_context=True)
def head_links(context: Context) -> SafeString:
    """What every page of the site fetches: icons, type, style and script; the site's own where the page has a shell."""
    shell = context.get("shell")
    names = ("manifest_url", "touch_icon_url", "theme_url")
    return kept_html("ui/layouts/_head.html", {name: getattr(shell, name, "") for name in names})


@register.simple_tag
def calm_static(path: str) -> str:
    """Return a static file's address, also when the manifest of static files is missing or broken.

    Only for the page of last resort (500.html): everywhere else a broken manifest shall be loud.
    """
    try:
        return staticfiles_storage.url(path)
    except ValueError:
        return f"{settings.STATIC_URL}{path}"
