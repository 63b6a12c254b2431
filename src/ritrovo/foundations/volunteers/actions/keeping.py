"""Forgetting what the law no longer asks to keep."""

from __future__ import annotations

from django.db import transaction

from ritrovo.foundations.kernel.access import SYSTEM, Actor
from ritrovo.foundations.volunteers.policies import RULES
from ritrovo.foundations.volunteers.steps.registering import empty_old_data


@transaction.atomic(durable=True)
def empty_volunteer_data(*, actor: Actor = SYSTEM) -> int:
    """Empty what lists say of people whose term is over; how many. Numbers and days stay."""
    RULES["empty_volunteer_data"].require(actor)
    return empty_old_data()
