"""Prose as markup: paragraphs, lists, emphasis and links, nothing else."""

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

#: CommonMark with raw HTML, pictures, headings and code off; links to scripts are refused by the parser itself.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["image", "heading", "lheading", "code", "fence", "html_block", "html_inline", "hr", "reference", "blockquote"]
)


def prose(text: str) -> SafeString:
    """The text as safe markup."""
    # markdown-it escapes everything, and raw HTML is off.
    return mark_safe(str(_MARKDOWN.render(text)))  # noqa: S308  # nosec B308 B703
