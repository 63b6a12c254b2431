"""The neutral yearly file of a body: who gave, how much, and what is left out and why.

Its columns, and the reading of the rules behind it, are decision 0022.
"""

from ritrovo.foundations.payments.queries.yearly.files import (
    Row,
    YearlyFile,
    deadline_of,
    yearly_file,
    years_with_gifts,
)
from ritrovo.foundations.payments.queries.yearly.gifts import YearGift, gifts_of_year

__all__ = [
    "Row",
    "YearGift",
    "YearlyFile",
    "deadline_of",
    "gifts_of_year",
    "yearly_file",
    "years_with_gifts",
]
