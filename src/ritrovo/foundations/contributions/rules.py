"""What may be told of few people, without a database."""

from __future__ import annotations


def told(count: int, whole: int, least: int) -> int | None:
    """Give back `count` when both it and what is left of `whole` reach `least`, else None.

    The complement counts too: "all but one" says as much as "one".
    """
    return count if min(count, whole - count) >= least else None
