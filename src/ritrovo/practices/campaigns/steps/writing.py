"""Writes on what a campaign promises before it is published: lines, rewards, needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.utils.text import slugify

from ritrovo.foundations.contributions.choices import Channel, MilestoneKind
from ritrovo.foundations.contributions.steps import reach
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, refusing, require_transaction
from ritrovo.practices.campaigns.choices import BudgetKind, NeedState
from ritrovo.practices.campaigns.errors import SubstanceFrozen
from ritrovo.practices.campaigns.models import BudgetLine, Campaign, Need, Reward
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward

REWARD_FIELDS = [
    "title",
    "price_cents",
    "gift_cents",
    "description",
    "stock",
    "delivery",
    "deliver_by",
    "is_collective",
    "licence",
    "link",
]
NEED_FIELDS = ("kind", "title", "description", "wanted")
LONGEST_SLUG = 70
# Words that stand in addresses of pages below /campagne/, where a campaign would be hidden.
RESERVED = frozenset(
    [
        "scrivania",
        "foglio",
        "promessa",
        "proposta",
        "consegna",
        "avviso",
        "notizie",
        "feed",
        "nuova",
        "mappa",
    ]
)


def person_of(actor: Actor) -> UUID:
    """Say who acts, where a name must stand: jobs have none. Raises NotAllowed."""
    if actor.party_id is None:
        raise NotAllowed
    return actor.party_id


def free_slug(title: str) -> str:
    """Make an address from a title that no campaign has; two queries at most."""
    wanted = slugify(title)[:LONGEST_SLUG].strip("-") or "campagna"
    alike = Campaign.objects.filter(slug__startswith=wanted)
    taken = {*alike.values_list("slug", flat=True), *RESERVED}
    number, slug = 2, wanted
    while slug in taken:
        slug, number = f"{wanted}-{number}", number + 1
    return slug


def write_budget(campaign: Campaign, lines: Sequence[PlannedLine]) -> None:
    """Replace the budget, and sum the minimum and the optimum from it."""
    require_transaction()
    with refusing():
        campaign.budget.all().delete()
        BudgetLine.objects.bulk_create(
            BudgetLine(
                campaign=campaign,
                kind=line.kind,
                purpose=line.purpose,
                cents=line.cents,
                place=place,
            )
            for place, line in enumerate(lines)
        )
    write_totals(campaign)


def write_totals(campaign: Campaign) -> None:
    """Make minimum and optimum the sums of the budget: the optimum includes the minimum."""
    require_transaction()
    sums = campaign.budget.aggregate(
        minimum=Coalesce(Sum("cents", filter=Q(kind=BudgetKind.MINIMUM)), 0),
        optimum=Coalesce(Sum("cents"), 0),
    )
    campaign.minimum_cents, campaign.optimum_cents = sums["minimum"], sums["optimum"]
    campaign.save(update_fields=["minimum_cents", "optimum_cents"])


def write_rewards(campaign: Campaign, rewards: Sequence[PlannedReward]) -> None:
    """Make the rewards those planned; of a published campaign they may only grow in number.

    Raises SubstanceFrozen, NotFound for a reward of another campaign, and what the constraints
    refuse.
    """
    require_transaction()
    standing = {row.pk: row for row in campaign.rewards.select_for_update(no_key=True)}
    kept = _kept(standing, rewards)
    gone = standing.keys() - kept
    if campaign.published_at and gone:
        raise SubstanceFrozen
    with refusing():
        Reward.objects.filter(pk__in=gone).delete()
        for place, planned in enumerate(rewards):
            reward = standing[planned.id] if planned.id else Reward(campaign=campaign)
            _write(reward, planned, REWARD_FIELDS, place, frozen=bool(campaign.published_at))


def write_needs(campaign: Campaign, needs: Sequence[PlannedNeed], *, by: UUID | None) -> None:
    """Make the needs those planned; one left out of a published campaign is withdrawn.

    Raises SubstanceFrozen when a published one changes, NotFound for one of another campaign.
    """
    require_transaction()
    wanted = campaign.needs.exclude(state=NeedState.WITHDRAWN)
    standing = {row.pk: row for row in wanted.select_for_update(no_key=True)}
    gone = Need.objects.filter(pk__in=standing.keys() - _kept(standing, needs))
    if campaign.published_at:
        gone.filter(state=NeedState.OPEN).update(state=NeedState.WITHDRAWN)
    else:
        gone.delete()
    with refusing():
        for place, planned in enumerate(needs):
            need = standing[planned.id] if planned.id else Need(campaign=campaign)
            _write(need, planned, NEED_FIELDS, place, frozen=bool(campaign.published_at))
    if campaign.published_at:
        open_needs(campaign, by=by)


def open_needs(campaign: Campaign, *, by: UUID | None) -> None:
    """Open the needs that no one could answer until now, each with its milestone."""
    require_transaction()
    now = clock.now()
    for need in campaign.needs.filter(opened_at=None, state=NeedState.OPEN):
        need.opened_at = now
        need.save(update_fields=["opened_at"])
        reach(
            kind=MilestoneKind.NEED_OPENED,
            practice="campaigns",
            object_id=need.pk,
            occurred_at=now,
            channel=Channel.WEB,
            party=campaign.beneficiary_id,
            ecosystem=campaign.ecosystem_id,
            context=campaign.pk,
            recorded_by=by,
        )


def _kept(
    standing: Mapping[UUID, Reward | Need], planned: Iterable[PlannedReward | PlannedNeed]
) -> set[UUID]:
    """Say which of the standing rows are planned on. Raises NotFound for one that is not there."""
    kept = {each.id for each in planned if each.id}
    if kept - standing.keys():
        raise NotFound
    return kept


def _write(
    row: Reward | Need,
    planned: PlannedReward | PlannedNeed,
    fields: Iterable[str],
    place: int,
    *,
    frozen: bool,
) -> None:
    """Give a row what was planned; one that people already rely on must not differ from it."""
    changed = [name for name in fields if getattr(row, name) != getattr(planned, name)]
    is_new = row._state.adding
    if frozen and changed and not is_new:
        raise SubstanceFrozen
    for name in changed:
        setattr(row, name, getattr(planned, name))
    if is_new or not frozen:
        row.place = place
        row.save()
