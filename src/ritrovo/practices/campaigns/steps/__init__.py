"""Writes of campaigns that others compose in their own transaction."""

from ritrovo.practices.campaigns.steps.moving import hold, hold_dues, move
from ritrovo.practices.campaigns.steps.promising import count_pledge, end_pledge
from ritrovo.practices.campaigns.steps.settling import settled, unsettled
from ritrovo.practices.campaigns.steps.sharing import hold_shared

__all__ = [
    "count_pledge",
    "end_pledge",
    "hold",
    "hold_dues",
    "hold_shared",
    "move",
    "settled",
    "unsettled",
]
