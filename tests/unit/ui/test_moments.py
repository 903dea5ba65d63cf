"""Days and moments in running text."""

from datetime import UTC, date, datetime

from django.template import Context, Template
from django.utils.translation import override

from samverk.ui.moments import day, moment

LATE = datetime(2022, 12, 6, 23, 30, tzinfo=UTC)


def test_a_day_is_the_one_in_sweden() -> None:
    assert day(date(2022, 12, 6)) == '<time datetime="2022-12-06">6 december 2022</time>'
    assert day(LATE) == '<time datetime="2022-12-07">7 december 2022</time>'


def test_a_moment_is_told_with_the_clock_in_both_languages() -> None:
    assert ">7 december 2022 kl. 00.30</time>" in moment(LATE)
    with override("en"):
        assert ">7 December 2022 at 00.30</time>" in moment(LATE)


def test_nothing_is_told_of_no_day() -> None:
    assert (day(None), moment(None)) == ("", "")


def test_in_a_sentence_it_stays_an_element() -> None:
    text = "{% load i18n ui %}{% day at as day %}{% blocktranslate trimmed %}Sedan {{ day }}.{% endblocktranslate %}"
    told = Template(text).render(Context({"at": LATE}))
    assert told == 'Sedan <time datetime="2022-12-07">7 december 2022</time>.'
