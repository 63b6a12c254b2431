"""Amounts and days are written as people write them, in both languages."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from ritrovo.foundations.kernel.amounts import MINUTE, Amount, euros
from ritrovo.foundations.look.formatting import format_amount, format_days, format_moment

PLAIN = str.maketrans({"\u00a0": " "})


@pytest.mark.parametrize(
    ("amount", "lang", "written"),
    [
        (euros("1234.50"), "it", "1.234,50 €"),
        (euros("1234.50"), "en", "€1,234.50"),
        (euros("0.05"), "it", "0,05 €"),
        (euros("-20"), "it", "−20,00 €"),
        (euros("-20"), "en", "−€20.00"),
        (Amount(90, MINUTE), "it", "1 h 30 min"),
        (Amount(120, MINUTE), "en", "2 h"),
        (Amount(0, MINUTE), "it", "0 min"),
        (Amount(-45, MINUTE), "it", "−45 min"),
        (Amount(1500, "kwh"), "it", "1.500 kwh"),
    ],
)
def test_an_amount_is_written_in_its_unit_and_language(amount, lang, written):
    assert format_amount(amount, lang).translate(PLAIN) == written


@pytest.mark.parametrize(
    ("amount", "written"), [("20000", "20.000 €"), ("20000.10", "20.000,10 €"), ("0", "0 €")]
)
def test_short_amounts_drop_only_cents_that_are_zero(amount, written):
    assert format_amount(euros(amount), "it", short=True).translate(PLAIN) == written


@pytest.mark.parametrize(
    ("lang", "written"),
    [("it", "20,00 € 62 % 12.400 1º maggio 2026"), ("en", "€20.00 62% 12,400 1 May 2026")],
)
def test_filters_follow_the_language_of_the_page(lang, written):
    template = Template(
        "{% load amounts %}{{ a|amount }} {{ 620|share }} {{ 12400|whole }} {{ d|day }}"
        "{{ n|amount }}"
    )
    context = Context({"a": euros("20"), "d": date(2026, 5, 1), "n": None})
    with translation.override(lang):
        assert template.render(context).translate(PLAIN) == written


def test_a_moment_is_told_on_the_italian_clock():
    assert format_moment(datetime(2026, 5, 3, 22, 30, tzinfo=UTC), "it") == (
        "4 maggio 2026, ore 00:30"
    )


@pytest.mark.parametrize(
    ("first", "last", "written"),
    [
        (date(2026, 5, 3), date(2026, 5, 3), "3 maggio 2026"),
        (date(2026, 5, 3), date(2026, 5, 28), "3–28 maggio 2026"),
        (date(2026, 5, 3), date(2026, 6, 12), "3 maggio – 12 giugno 2026"),
        (date(2026, 12, 3), date(2027, 1, 12), "3 dicembre 2026 – 12 gennaio 2027"),
    ],
)
def test_a_range_names_month_and_year_once(first, last, written):
    assert format_days(first, last, "it") == written
