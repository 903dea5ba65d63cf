"""The demo's texts are written almost plain; here they become the HTML that the editor would have made."""

import html
import re

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LINK = re.compile(r"\[(.+?)\]\((.+?)\)")
_LISTS = (("ul", re.compile(r"^- ")), ("ol", re.compile(r"^\d+\. ")))


def to_html(text: str) -> str:
    """Rich text of paragraphs, `## ` headings, `- ` and `1. ` lists, `> ` quotes, **bold** and [links](/address).

    Args:
        text: blocks are separated by an empty line; line ends inside a paragraph are spaces.
    """
    blocks = (block.strip() for block in re.split(r"\n\s*\n", text.strip()))
    return "".join(_block(block) for block in blocks if block)


def _block(block: str) -> str:
    lines = [line.strip() for line in block.splitlines()]
    for tag, mark in _LISTS:
        if all(mark.match(line) for line in lines):
            items = "".join(f"<li>{_inline(mark.sub('', line))}</li>" for line in lines)
            return f"<{tag}>{items}</{tag}>"
    whole = " ".join(lines)
    for mark_, tag in (("### ", "h3"), ("## ", "h2"), ("> ", "blockquote")):
        if whole.startswith(mark_):
            return f"<{tag}>{_inline(whole.removeprefix(mark_))}</{tag}>"
    return f"<p>{_inline(whole)}</p>"


def _inline(text: str) -> str:
    escaped = html.escape(text, quote=False)
    return _LINK.sub(_link, _BOLD.sub(r"<b>\1</b>", escaped))


def _link(found: re.Match[str]) -> str:
    label, target = found.groups()
    if target.startswith("dokument:"):
        # The id is put in when the site's documents are known (documents.link_documents).
        return f'<a linktype="document" id="{target}">{label}</a>'
    return f'<a href="{html.escape(target)}">{label}</a>'
