"""The chart of a campaign's progress, in the two sizes a page needs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ritrovo.foundations.documents.charts import NARROW, WIDE, ProgressPoint, progress_chart
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.look.formatting import language
from ritrovo.practices.campaigns.models import Campaign

# The drawing has one name; its parts, announced one by one, would be noise without meaning.
_PARTS: Final = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')


def progress_charts(campaign: Campaign, points: Sequence[ProgressPoint]) -> tuple[str, str]:
    """Draw a campaign's progress as SVG, wide and narrow. No query."""
    has_two_goals = campaign.optimum_cents > campaign.minimum_cents > 0
    drawn = [
        progress_chart(
            points,
            campaign.optimum_cents or campaign.minimum_cents,
            campaign.minimum_cents if has_two_goals else None,
            clock.today(),
            campaign.terms.last_day,
            "en" if language() == "en" else "it",
            size=size,
        )
        for size in (WIDE, NARROW)
    ]
    wide, narrow = (_PARTS.sub("", svg) for svg in drawn)
    return wide, narrow
