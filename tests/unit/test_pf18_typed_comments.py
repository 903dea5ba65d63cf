"""PF-18: a comment is read without the form where there is nothing to say about it, and as the form reads it."""

from uuid import UUID

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from samverk.social.talk.forms import CommentForm, Typed, typed_in

KEY = "0b6c3f5e-6a0d-4d0e-9a53-8f7f1f0f5d11"
TEXTS = st.one_of(st.text(max_size=40), st.sampled_from(["", " ", "\n", "Hej\x00", "Tack!\r\nSå bra"]))
KEYS = st.sampled_from(
    [KEY, KEY.upper(), KEY.replace("-", ""), f"{{{KEY}}}", f" {KEY} ", "", "x", KEY[:-1], f"{KEY}\n"]
)
NUMBERS = st.one_of(
    st.integers(-3, 10**20).map(str), st.sampled_from(["", " 7 ", "007", "٧", "7.0", "1e3", "seven", "7\n", "+7", "_7"])
)


def sent(text: str, key: str, parent: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"text": text, "form": key, "svar_pa": parent})
    return data


@given(text=TEXTS, key=KEYS, parent=NUMBERS)
def test_pf18_a_comment_is_read_as_the_form_reads_it(text: str, key: str, parent: str) -> None:
    data = sent(text, key, parent)
    form, typed = CommentForm(data), typed_in(data)
    assert (typed is not None) == form.is_valid()
    if typed is not None:
        assert (typed.text, typed.parent) == (form.cleaned_data["text"], form.cleaned_data["svar_pa"])
        assert typed.form == form.cleaned_data["form"] or form.cleaned_data["form"] is None


def test_pf18_what_people_send_is_read_without_the_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CommentForm, "full_clean", lambda form: pytest.fail("the form was asked"))
    assert typed_in(sent("Tack!", KEY, "")) == Typed("Tack!", UUID(KEY), None)
    assert typed_in(sent("Tack!", KEY, "12")) == Typed("Tack!", UUID(KEY), 12)
