"""What the pages of a promise show: while it is written, once it is made, by its link."""

from __future__ import annotations

import json
from dataclasses import dataclass
from uuid import UUID

from django.db import connection
from django.db.models import F, Q, QuerySet

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.models import Parameter
from ritrovo.foundations.payments.links import receipt_path
from ritrovo.foundations.payments.queries.receipts import receipts_of
from ritrovo.foundations.payments.queries.standing import standing_of
from ritrovo.foundations.payments.receipts import number_of
from ritrovo.foundations.payments.settlement import Standing
from ritrovo.practices.campaigns.errors import LinkUnknown
from ritrovo.practices.campaigns.models import NeedOffer, Pledge, PledgeDraft, Reward
from ritrovo.practices.campaigns.tokens import digest_of_token

# Plain SQL on the way every promise takes.
_DRAFT = ("id", "campaign_id", "key", "answers", "pledge_id")
WITH_KEY = f"""
    SELECT {", ".join(f"d.{name}" for name in _DRAFT)}
    FROM campaigns_pledgedraft d JOIN campaigns_campaign c ON c.id = d.campaign_id
    WHERE d.browser = %s AND d.key = %s AND c.slug = %s
"""  # noqa: S608  Names of ours alone.
SUGGESTED = "campaigns.suggested_cents_"
_PLEDGE = (
    "reward",
    "due__bank_account",
    "campaign__beneficiary",
    "campaign__promoter",
    "campaign__municipality",
    "campaign__ecosystem__site",
)


@dataclass(frozen=True, slots=True)
class OwnReceipt:
    """A receipt of a promise's money: its number, its sum, where its PDF is."""

    number: str
    amount: Amount
    path: str
    is_void: bool


@dataclass(frozen=True, slots=True)
class ManagedPledge:
    """A promise as its own link shows it: what came for it, and its receipts."""

    pledge: Pledge
    standing: Standing
    receipts: tuple[OwnReceipt, ...]

    @property
    def paid(self) -> Amount:
        """How much has arrived."""
        return Amount(self.standing.paid_cents)


def latest_draft(slug: str, browser: UUID | None) -> PledgeDraft | None:
    """Find the last promise a browser wrote for a campaign, open or made. One query at most."""
    if browser is None:
        return None
    written = PledgeDraft.objects.filter(campaign__slug=slug, browser=browser)
    return written.order_by("-started_at", "-id").first()


def draft_with_key(slug: str, browser: UUID | None, key: UUID | None) -> PledgeDraft | None:
    """Find the draft a review page was drawn from. One query at most."""
    if browser is None or key is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(WITH_KEY, [browser, key, slug])
        row = cursor.fetchone()
    if row is None:
        return None
    draft = PledgeDraft.from_db(connection.alias, _DRAFT, row)
    draft.answers = json.loads(draft.answers)
    return draft


def made_pledge(slug: str, browser: UUID | None) -> Pledge | None:
    """Find the last promise a browser made to a campaign. Two queries at most."""
    if browser is None:
        return None
    made = PledgeDraft.objects.filter(campaign__slug=slug, browser=browser, pledge__isnull=False)
    newest = made.order_by("-pledge_id").values_list("pledge_id", flat=True).first()
    return _whole(pk=newest) if newest else None


def pledge_by_token(token: str) -> Pledge:
    """Find the promise of a link, with what its page names. One query. Raises LinkUnknown."""
    if pledge := _whole(token_digest=digest_of_token(token)):
        return pledge
    raise LinkUnknown


def managed_pledge(token: str) -> ManagedPledge:
    """Read the promise of a link with its payments and receipts. Three queries."""
    pledge = pledge_by_token(token)
    receipts = receipts_of(pledge.due_id)
    own = tuple(
        OwnReceipt(
            number=number_of(receipt),
            amount=Amount(receipt.cents),
            path=receipt_path(receipt.pk),
            is_void=hasattr(receipt, "void"),
        )
        for receipt in receipts
    )
    return ManagedPledge(pledge, standing_of(pledge.due), own)


def offer_by_token(token: str) -> NeedOffer:
    """Find the offer of help of a link, with its need. One query. Raises LinkUnknown."""
    found = NeedOffer.objects.filter(token_digest=digest_of_token(token))
    if offer := found.select_related("need__campaign").first():
        return offer
    raise LinkUnknown


def chosen_reward(reward_id: UUID | None) -> Reward | None:
    """Find the reward of a promise that is being reviewed. One query at most."""
    return Reward.objects.filter(pk=reward_id).first() if reward_id else None


def rewards_to_choose(campaign_id: UUID) -> QuerySet[Reward]:
    """List the rewards of which there are some left, cheapest first."""
    left = Q(stock=None) | Q(stock__gt=F("taken"))
    return Reward.objects.filter(left, campaign=campaign_id, is_collective=False)


def suggested_amounts() -> list[Amount]:
    """List the amounts offered as cards, smallest first; they are parameters. One query."""
    today = clock.today()
    covers = Q(valid_until=None) | Q(valid_until__gt=today)
    rows = Parameter.objects.filter(covers, code__startswith=SUGGESTED, valid_from__lte=today)
    return [Amount(cents) for cents in sorted(rows.values_list("value", flat=True))]


def _whole(**which: object) -> Pledge | None:
    """Read one promise with all it names; without a LIMIT, which makes its joins slow to plan."""
    return next(iter(Pledge.objects.filter(**which).select_related(*_PLEDGE)), None)
