"""The field and the error summary: what a screen reader is told."""

import re

from django import forms

from samverk.ui.render import render_component


class _Form(forms.Form):
    title = forms.CharField(label="Rubrik", help_text="Högst 70 tecken.")
    lead = forms.CharField(label="Ingress", required=False)
    audience = forms.ChoiceField(label="Vem?", widget=forms.RadioSelect, choices=[("a", "Alla"), ("u", "Enheten")])
    pin = forms.BooleanField(label="Överst", required=False)
    page = forms.CharField(widget=forms.HiddenInput)


def field(name: str, form: forms.Form | None = None) -> str:
    return str(render_component("field", field=(form or _Form())[name]))


def described_ids(html: str) -> set[str]:
    return set(re.search(r'aria-describedby="([^"]+)"', html)[1].split())  # type: ignore[index]


def test_help_is_read_with_the_field() -> None:
    html = field("title")
    assert '<label for="id_title">Rubrik</label>' in re.sub(r"\s+</label>", "</label>", html)
    assert described_ids(html) == {"id_title_helptext"}
    assert 'id="id_title_helptext"' in html
    assert "aria-invalid" not in html


def test_a_wrong_field_says_so_and_points_at_its_error() -> None:
    html = field("title", _Form({}))
    assert 'aria-invalid="true"' in html
    assert described_ids(html) == {"id_title_helptext", "id_title_error"}
    assert all(f'id="{name}"' in html for name in described_ids(html))


def test_what_is_optional_is_marked_and_not_what_is_required() -> None:
    assert "(frivilligt)" in field("lead")
    assert "(frivilligt)" not in field("title")


def test_a_group_of_choices_is_a_fieldset_with_a_legend() -> None:
    html = field("audience", _Form({}))
    assert re.search(r"<fieldset[^>]*>\s*<legend>Vem\?", html)
    assert 'id="id_audience_error"' in html


def test_a_tick_box_stands_before_its_label() -> None:
    html = field("pin")
    assert html.index('type="checkbox"') < html.index("<label")
    assert html.count("<label") == 1


def test_a_hidden_field_is_nothing_but_its_input() -> None:
    assert re.fullmatch(r'\s*<input type="hidden"[^>]*>\s*', field("page"))


def test_every_error_in_the_summary_leads_to_an_element_that_exists() -> None:
    form = _Form({"page": "1"})
    form.add_error(None, "Sidan ändrades medan du skrev.")
    summary = str(render_component("error_summary", form=form))
    fields = "".join(field(name, form) for name in form.fields)
    targets = re.findall(r'href="#([^"]+)"', summary)
    assert targets == ["id_title", "id_audience_0"]
    assert all(f'id="{target}"' in fields for target in targets)
    assert "Sidan ändrades medan du skrev." in summary
    assert "3 saker behöver rättas" in summary


def test_no_errors_no_summary() -> None:
    assert str(render_component("error_summary", form=_Form())).strip() == ""
