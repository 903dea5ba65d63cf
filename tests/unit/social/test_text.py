"""PF-18: what people write is shown as they meant it, and runs nothing."""

import re

import pytest

from samverk.social.text import LONGEST, as_html, as_plain, is_safe_address


def test_pf18_paragraphs_lists_bold_and_links() -> None:
    html = as_html("Hej **alla**\nrad två\n\n- ett\n- två\n\n[rutinen](https://exempel.se/a) och https://exempel.se/b.")
    assert html.startswith("<p>Hej <strong>alla</strong><br>\nrad två</p>\n<ul>\n<li>ett</li>")
    assert '<a href="https://exempel.se/a" rel="noopener noreferrer nofollow">rutinen</a>' in html
    assert '<a href="https://exempel.se/b" rel="noopener noreferrer nofollow">exempel.se/b</a>.' in html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox)",
        "[x](//elsewhere.example)",
        '[x](https://a.se "" onclick="x")',
        'https://a.se/"onmouseover="alert(1)',
        "![x](https://a.se/spy.png)",
        "<https://a.se/><b>",
        "> " * 400 + "djupt",
        "**" * 4000,
        "[" * 4000,
    ],
)
def test_pf18_nothing_typed_becomes_markup_of_its_own(text: str) -> None:
    html = as_html(text)
    tags = set(re.findall(r"<([a-z0-9]+)", html))
    assert tags <= {"p", "br", "ul", "ol", "li", "strong", "em", "blockquote", "a"}
    for tag in re.findall(r"<a [^>]*>", html):
        assert re.fullmatch(r'<a href="(https?://|mailto:|tel:|/)[^"]*"( rel="noopener noreferrer nofollow")?>', tag)


@pytest.mark.parametrize("address", ["https://skara.se", "mailto:a@b.se", "tel:+46511", "/nyheter/"])
def test_pf18_addresses_that_lead_somewhere(address: str) -> None:
    assert is_safe_address(address)


@pytest.mark.parametrize("address", ["//a.se", "/\\a.se", "javascript:x", "https:", "", "http://[", "file:///etc"])
def test_pf18_addresses_that_do_not(address: str) -> None:
    assert not is_safe_address(address)


def test_pf18_a_text_in_plain_words() -> None:
    assert as_plain("**Hej** [du](https://a.se)\n\n- ett\n> två") == "Hej du ett två"
    assert as_plain("ett två tre fyra", most=10) == "ett två…"
    assert len(as_html("a" * (LONGEST + 500))) == LONGEST + len("<p></p>")
