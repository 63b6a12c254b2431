"""Both victories of an ecosystem or of the whole installation, over all practices."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from ritrovo.foundations.contributions.measures import Money, Victories
from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.kernel.amounts import total


def victories_of(ecosystem_id: UUID | None = None) -> Victories | None:
    """Add up what the practices collected; None when no practice counts anything.

    People are counted from all contributions, whatever the practice, so that nobody is counted
    twice: each practice gives the same counts and the first one's are taken.
    """
    counting = [each for each in practices() if each.numbers]
    found: list[Victories] = [each.step("numbers")(ecosystem_id=ecosystem_id) for each in counting]
    if not found:
        return None
    money = Money(
        promised=total(each.promised for each in found),
        collected=total(each.collected for each in found),
        minimum=total(each.minimum for each in found),
        optimum=total(each.optimum for each in found),
    )
    ratios = [each.people_ratio for each in found if each.people_ratio is not None]
    return replace(
        found[0],
        promised=money.promised,
        collected=money.collected,
        minimum=money.minimum,
        optimum=money.optimum,
        money_ratio=money.ratio,
        people_ratio=sum(ratios) // len(ratios) if ratios else None,
    )
