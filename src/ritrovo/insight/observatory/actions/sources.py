"""Figures from elsewhere, each with its source: a new one stands beside, none is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.insight.observatory.counting.currency import Rate as QuotedRate
from ritrovo.insight.observatory.models import PlatformLife, PublishedFigure, Rate
from ritrovo.insight.observatory.policies import RULES

AT_A_TIME = 1000


@transaction.atomic(durable=True)
def add_rates(*, actor: Actor, rates: Iterable[QuotedRate]) -> int:
    """Add dated euro rates; how many are new. One that stands already, word by word, is left out.

    Raises NotAllowed, RateWrong, SourceMissing.
    """
    RULES["add_rates"].require(actor)
    wanted = list(dict.fromkeys(rates))
    days = [rate.day for rate in wanted]
    standing = {_rate_key(rate) for rate in current_rates(days)}
    new = [
        Rate(
            day=rate.day,
            currency=rate.currency,
            units_per_euro=rate.units_per_euro,
            source=rate.source,
            told_by_id=actor.person_id,
        )
        for rate in wanted
    ]
    new = [rate for rate in new if _rate_key(rate) not in standing]
    with refusing():
        Rate.objects.bulk_create(new, batch_size=AT_A_TIME)
    return len(new)


@transaction.atomic(durable=True)
def add_figure(*, actor: Actor, **told: Any) -> PublishedFigure:
    """Add a sum that somebody published; the very same again is the one that stands.

    Raises NotAllowed, TimeUnclear, FigureWrong, SourceMissing.
    """
    RULES["add_figure"].require(actor)
    if standing := PublishedFigure.objects.filter(**told).first():
        return standing
    with refusing():
        return PublishedFigure.objects.create(**told, told_by_id=actor.person_id)


@transaction.atomic(durable=True)
def add_event(*, actor: Actor, **told: Any) -> PlatformLife:
    """Say that a platform was born, fell asleep or closed; the same again is what stands.

    Raises NotAllowed, TimeUnclear, SourceMissing.
    """
    RULES["add_event"].require(actor)
    if standing := PlatformLife.objects.filter(**told).first():
        return standing
    with refusing():
        return PlatformLife.objects.create(**told, told_by_id=actor.person_id)


def current_rates(days: Iterable[Any]) -> Iterable[Rate]:
    """Give the rate that counts of each of some days and currency: the last one said."""
    found = Rate.objects.filter(day__in=set(days))
    return found.order_by("currency", "day", "-told_at", "-pk").distinct("currency", "day")


def _rate_key(rate: Rate) -> tuple[Any, ...]:
    return rate.day, rate.currency, rate.units_per_euro, rate.source
