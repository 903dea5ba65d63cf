"""Addresses and sizes of pages' pictures in templates, without a query."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from wagtail.models import Page

from samverk.intranet.models import Picture
from samverk.intranet.queries import PictureSize, address_of, size_of
from samverk.intranet.start_boxes import draw

register = template.Library()


@register.filter
def address(page: Page) -> str:
    """Where the page is found on its site."""
    return address_of(page)


@register.filter
def size(picture: Picture | None, spec: str) -> PictureSize | None:
    """The picture in a size (`fill-320x240|format-webp`), made the first time; nothing for no picture."""
    return size_of(picture, spec) if picture else None


@register.simple_tag(takes_context=True)
def draw_boxes(context: Context, place: str) -> SafeString:
    """The boxes of one place of the start page (TN-05)."""
    return draw(context["boxes"], place, context)
