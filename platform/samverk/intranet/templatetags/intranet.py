"""Addresses and sizes of pages' pictures in templates, without a query."""

from django import template
from wagtail.models import Page

from samverk.intranet.models import Picture
from samverk.intranet.queries import PictureSize, address_of, size_of

register = template.Library()


@register.filter
def address(page: Page) -> str:
    """Where the page is found on its site."""
    return address_of(page)


@register.filter
def size(picture: Picture | None, spec: str) -> PictureSize | None:
    """The picture in a size (`fill-320x240|format-webp`), made the first time; nothing for no picture."""
    return size_of(picture, spec) if picture else None
