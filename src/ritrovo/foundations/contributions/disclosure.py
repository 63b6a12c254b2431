"""Which counts may be told when they speak of need, health, origin or having been helped."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.contributions.rules import told
from ritrovo.foundations.kernel.parameters import parameter

FULL: Final = 1000


def disclosed(count: int, whole: int) -> int | None:
    """Give back `count` when neither it nor what is left of `whole` is too small, else None.

    The threshold is the parameter `disclosure.minimum_count`. One query.
    """
    return told(count, whole, parameter("disclosure.minimum_count"))


def disclosed_rate(count: int, whole: int) -> int | None:
    """Give the thousandths of `whole`, when count and whole are large enough, else None.

    The least whole is the parameter `disclosure.minimum_rate_base`. Two queries at most.
    """
    if whole < parameter("disclosure.minimum_rate_base") or disclosed(count, whole) is None:
        return None
    return count * FULL // whole
