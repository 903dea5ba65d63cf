"""Addresses of pages in templates, without a query."""

from django import template
from wagtail.models import Page

from samverk.intranet.queries import address_of

register = template.Library()


@register.filter
def address(page: Page) -> str:
    """Where the page is found on its site."""
    return address_of(page)
