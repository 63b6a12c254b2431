"""What each measure is, in one page made of their own words.

`python -m ritrovo.insight.impact.measures.reference` writes docs/reference/impact-measures.md anew.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from typing import Any, Final

from ritrovo.insight.impact.measures import bridging, circulation, commons, helping, lasting
from ritrovo.insight.impact.measures import network as _network  # noqa: F401  Enters its measures.
from ritrovo.insight.impact.measures.measuring import MEASURES

HEAD: Final = """\
# Measures of the second victory

Every measure is a small function; this page is made of their docstrings, as a test checks.
A measure that is *not defined* says so, and why: it is never 0 and never an error.
`ritrovo impact measure FILE --json` writes it as null, with the reason under `not_defined`.

n is how many people there are, also those without a tie; w_ij what i gave to j; a_ij = 1 where
w_ij > 0; L = Σ a_ij. What people give to themselves is no tie. In a file w_ij is the sum of the
quantities; in a community, how many times something was given, because hours, things and euros
do not add up. Work for pay, duty and loans are no gifts and are measured apart.
"""
PARTS: Final[dict[str, dict[str, Callable[..., Any]]]] = {
    "Ties between people, or between households": {
        **{code: each.expression for code, each in MEASURES.items()},
        "circularity": circulation.circulation,
        "largest_strong_share": circulation.largest_strong_share,
    },
    "Who was helped and then helps": {
        "helped, gave, censored": helping.HelpedThenHelp,
        "within_180, within_365": helping.gave_within,
        "median_days": helping.median_days,
    },
    "Who comes, who stays, what is new": {
        each.__name__: each
        for each in (
            lasting.contributors,
            lasting.organisations,
            lasting.new_contributors,
            lasting.new_companions,
            lasting.giving_households,
            lasting.new_giving_households,
            lasting.helped_who_help,
            lasting.new_ties,
            lasting.retention,
            lasting.cohorts,
            lasting.community_share,
            lasting.settings_by_year,
            bridging.e_i_index,
            bridging.e_i_of_kinds,
            bridging.e_i_of_places,
            bridging.ties_between_kinds,
            bridging.kinds_of_ties,
            lasting.months_of_giving,
        )
    },
    "Needs and common goods": {
        "needs": commons.needs,
        "months_of_answers": commons.months_of_answers,
        "commons": commons.commons,
    },
}


def written() -> str:
    """Write the page."""
    parts = [HEAD]
    for title, measures in PARTS.items():
        parts.append(f"## {title}\n")
        parts += [entry(code, function) for code, function in measures.items()]
    return "\n".join(parts)


def entry(code: str, function: Callable[..., Any]) -> str:
    """Write one measure: its code, its first sentence, then all the rest."""
    told = inspect.getdoc(function) or ""
    return f"### {code}\n\n{told}\n"


if __name__ == "__main__":
    sys.stdout.write(written())
