"""Amounts and days, however a bank writes them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.kernel.tables.cells import read_cents, read_date
from ritrovo.foundations.payments.statements import (
    DateOrder,
)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.234.567,8", 123_456_780),
        ("1'234,50", 123_450),
        ("1 234,50", 123_450),
        ("1\u00a0234,50", 123_450),
        ("-12", -1200),
        ("12-", -1200),
        ("\u221212,00", -1200),
        ("+12", 1200),
        ("12,5", 1250),
        ("12.5", 1250),
        ("1.234", 123_400),
        ("1,234", 123_400),
        ("1.234.567", 123_456_700),
        (",50", 50),
        ("12,", 1200),
        ("(12,00)", -1200),
        ("€ 12", 1200),
        ("12,00 EUR", 1200),
        ("-€ 1.000,00", -100_000),
        ("1234.5 D", -123_450),
        ("1234,50A", 123_450),
        ("10,00 CR", 1000),
        ("0,00", 0),
        (12.1, 1210),
        (1234567.89, 123_456_789),
        (0.1 + 0.2, 30),
        (12, 1200),
        (Decimal("12.30"), 1230),
    ],
)
def test_an_amount_is_read_however_it_is_written(written: str | float, cents: int) -> None:
    assert read_cents(written) == cents


@pytest.mark.parametrize(
    "written",
    [
        "",
        "dieci",
        "12,345,67",
        "1.23.456",
        "12.345,678",
        "0,123",
        "--12",
        "(-12)",
        "-12 D",
        "1,2,3",
        "1.2.3,4",
        "12 13 x",
        "1e5",
        "٣",
        "NaN",
        None,
        True,
        float("nan"),
        float("inf"),
        1.23456,
        date(2026, 1, 1),
    ],
)
def test_what_is_no_amount_is_not_read_as_one(written: object) -> None:
    assert read_cents(written) is None  # type: ignore[arg-type]


@given(cents=st.integers(-(10**12), 10**12), italian=st.booleans())
def test_any_amount_comes_back_from_italian_and_english_writing(
    cents: int, *, italian: bool
) -> None:
    written = f"{Decimal(cents) / 100:,.2f}"
    if italian:
        written = written.translate(str.maketrans(",.", ".,"))
    assert read_cents(written) == cents


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_not_but_never_an_error(text: str) -> None:
    assert isinstance(read_cents(text), int | None)
    assert isinstance(read_date(text), date | None)


@pytest.mark.parametrize(
    "written",
    [
        "09/03/2026",
        "9/3/26",
        "09-03-2026",
        "09.03.2026",
        "2026-03-09",
        "2026/03/09",
        "20260309",
        "2026-03-09T10:15:00",
        "09/03/2026 10:15:33",
        "09 mar 2026",
        "9-marzo-2026",
        datetime(2026, 3, 9, 12, 0),  # noqa: DTZ001
        date(2026, 3, 9),
        46090,
    ],
)
def test_a_day_is_read_however_it_is_written(written: str | date | int) -> None:
    assert read_date(written) == date(2026, 3, 9)


def test_the_month_comes_first_only_when_said() -> None:
    assert read_date("03/09/2026", DateOrder.MONTH_FIRST) == date(2026, 3, 9)
    assert read_date("13/09/2026", DateOrder.MONTH_FIRST) is None


@pytest.mark.parametrize(
    "written", ["", "31/02/2026", "oggi", "1/1/1026", 12, 1e300, True, None, "9/3"]
)
def test_what_is_no_day_is_not_read_as_one(written: str | int | None) -> None:
    assert read_date(written) is None
