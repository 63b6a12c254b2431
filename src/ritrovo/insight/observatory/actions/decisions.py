"""What a person decides: which campaigns are one, where a category belongs."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.insight.observatory.choices import Verdict
from ritrovo.insight.observatory.counting.duplicates import Decision
from ritrovo.insight.observatory.counting.taxonomy import taxonomy
from ritrovo.insight.observatory.errors import DecisionUnknown, PairDecidedMeanwhile, PlaceUnknown
from ritrovo.insight.observatory.models import CategoryPlace, DuplicateDecision
from ritrovo.insight.observatory.policies import RULES

LONGEST_TITLE = 300


@transaction.atomic(durable=True)
def decide_pair(*, actor: Actor, told: Decision, title: str = "") -> DuplicateDecision:
    """Say whether two campaigns are one, and which counts; the same said again changes nothing.

    Raises NotAllowed, PairDecidedMeanwhile when something else was said, PairUnclear.
    """
    RULES["decide_pair"].require(actor)
    pair = {
        "platform": told.first[0],
        "campaign_id": told.first[1],
        "other_platform": told.other[0],
        "other_campaign_id": told.other[1],
    }
    verdict = Verdict.SAME if told.is_one else Verdict.TWO
    counts_other = told.is_one and told.counts_other
    standing = DuplicateDecision.objects.filter(**pair, taken_back_at=None).first()
    if standing:
        if (standing.verdict, standing.counts_other) != (verdict, counts_other):
            raise PairDecidedMeanwhile
        return standing
    with refusing():
        return DuplicateDecision.objects.create(
            **pair,
            verdict=verdict,
            counts_other=counts_other,
            title=title[:LONGEST_TITLE],
            decided_by_id=actor.person_id,
        )


@transaction.atomic(durable=True)
def take_back_decision(*, actor: Actor, decision_id: UUID) -> DuplicateDecision:
    """Take a decision back: the pair is asked about again. Again changes nothing.

    Raises NotAllowed, DecisionUnknown.
    """
    RULES["take_back_decision"].require(actor)
    held = DuplicateDecision.objects.select_for_update(no_key=True).filter(pk=decision_id)
    if (decision := held.first()) is None:
        raise DecisionUnknown
    if decision.taken_back_at is None:
        decision.taken_back_at, decision.taken_back_by_id = clock.now(), actor.person_id
        decision.save(update_fields=["taken_back_at", "taken_back_by"])
    return decision


@transaction.atomic(durable=True)
def place_category(*, actor: Actor, platform: str, category: str, node: str) -> CategoryPlace:
    """Say where a platform's category belongs; what was said before stays, and counts no more.

    Raises NotAllowed, PlaceUnknown.
    """
    RULES["place_category"].require(actor)
    if node not in taxonomy().nodes:
        raise PlaceUnknown
    of_category = CategoryPlace.objects.filter(platform=platform, category=category)
    last = of_category.order_by("-placed_at", "-pk").first()
    if last and last.node == node:
        return last
    return CategoryPlace.objects.create(
        platform=platform, category=category, node=node, placed_by_id=actor.person_id
    )
