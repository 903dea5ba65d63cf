"""The screens of items: codes in headings, and forms that are sent by hand."""

from typing import Self

import pytest
from django.http import QueryDict

from shared_templates.content.kinds import KINDS
from shared_templates.content.values import content
from shared_templates.screens.templatetags.codes import unbroken
from shared_templates.screens.writing import ContentForm


class Form(ContentForm):
    """A process as it is being written."""

    def again(self, data: QueryDict) -> Self:
        return type(self)(data, kind=self.kind, base=self.base)


def sent(*pairs: tuple[str, str]) -> Form:
    data = QueryDict(mutable=True)
    for name, text in pairs:
        data.appendlist(name, text)
    return Form(data, kind=KINDS["process"], base=content({"title": "Avvikelse"}))


def test_tp01_a_forged_block_named_head_does_not_share_the_heads_fields() -> None:
    form = sent(
        ("head__title", "Rubrik"), ("block", "head"), ("kind-head", "step"), ("block", "utred"), ("kind-utred", "step")
    )
    said = form.said()
    assert said.head["title"] == "Rubrik"
    assert [block.id for block in said.blocks] == ["utred"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("P-08", "<span data-code>P-08</span>"),
        ("ÄO-12b Vård", "<span data-code>ÄO-12b</span> Vård"),
        ("Avsteg från P-08 & <b>", "Avsteg från <span data-code>P-08</span> &amp; &lt;b&gt;"),
        ("Covid-19 och e-post", "Covid-19 och e-post"),
        ("", ""),
    ],
)
def test_tp01_a_code_is_kept_together_and_markup_stays_text(text: str, shown: str) -> None:
    assert unbroken(text) == shown
