"""What backers get."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from ritrovo.foundations.kernel.models import IdentifiedModel
from ritrovo.practices.campaigns.models.campaign import Campaign


class Reward(IdentifiedModel):
    """What a backer gets for a price; or, when collective, what everyone gets.

    `gift_cents` is how much of the price is still a gift: all of it for a symbolic thank-you,
    none for a thing worth its price. `taken` counts the promises that hold one.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rewards")
    title = models.CharField(max_length=80)
    description = models.CharField(max_length=400, blank=True)
    price_cents = models.BigIntegerField(default=0)
    gift_cents = models.BigIntegerField(default=0)
    stock = models.PositiveIntegerField(null=True, blank=True)
    taken = models.PositiveIntegerField(default=0)
    delivery = models.CharField(max_length=120, blank=True)
    deliver_by = models.DateField(null=True, blank=True)
    is_collective = models.BooleanField(default=False)
    licence = models.CharField(max_length=40, blank=True)
    link = models.URLField(blank=True)
    place = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["is_collective", "price_cents", "place", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(stock=None) | Q(taken__lte=F("stock")), name="reward_stock_suffices"
            ),
            models.CheckConstraint(
                condition=Q(is_collective=True, price_cents=0, gift_cents=0)
                | Q(is_collective=False, price_cents__gt=0, gift_cents__gte=0),
                name="reward_has_a_price_unless_collective",
            ),
            models.CheckConstraint(
                condition=Q(gift_cents__lte=F("price_cents")),
                name="reward_gift_is_part_of_its_price",
            ),
        ]
