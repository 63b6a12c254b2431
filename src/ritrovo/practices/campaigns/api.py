"""What programs may ask of campaigns: read the public ones, promise once per key."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import HttpRequest
from ninja import Field, Header, Router, Schema, Status

from ritrovo.foundations.contributions.measures import givers_by_context
from ritrovo.foundations.contributions.rings import people_ratios
from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, declares
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.practices.campaigns.actions.pledging import pledge
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.promises import Promise
from ritrovo.practices.campaigns.queries.registered import public_campaigns

router = Router()


class CampaignOut(Schema):
    """A public campaign: sums in euro cents, days as Italian days."""

    slug: str
    title: str
    summary: str
    status: str
    funding_rule: str
    opens_on: date
    closes_on: date
    minimum_cents: int
    optimum_cents: int
    promised_cents: int
    collected_cents: int
    people: int
    target_people: int
    target_companions: int
    target_needs: int
    target_handovers: int
    people_per_mille: int | None = Field(
        None, description="How near the targets are: the mean of the ratios, each at most 1000."
    )


class PledgeIn(Schema):
    """A promise; the e-mail address gets the link that makes it count."""

    cents: int = Field(gt=0)
    given_name: str = Field(max_length=100)
    family_name: str = Field("", max_length=100)
    email: str = Field(max_length=254)
    reward_id: UUID | None = None


class PledgeOut(Schema):
    """What was made of a promise: its id; the rest is in the letter."""

    id: UUID


@router.get("/", response=list[CampaignOut])
@declares(ANYONE)
def list_campaigns(request: HttpRequest, limit: int = 20) -> list[dict[str, object]]:
    """List the public campaigns, the newest first, at most 100."""
    campaigns = list(public_campaigns().order_by("-published_at")[: max(1, min(limit, 100))])
    return _all_out(campaigns)


@router.get("/{slug}", response=CampaignOut)
@declares(ANYONE)
def read_campaign(request: HttpRequest, slug: str) -> dict[str, object]:
    """Read one public campaign."""
    return _all_out([_public(slug)])[0]


@router.post("/{slug}/pledges", response={201: PledgeOut})
@declares(ANYONE)
def create_pledge(
    request: HttpRequest,
    slug: str,
    body: PledgeIn,
    key: Annotated[UUID, Header(alias="Idempotency-Key")],
) -> Status[dict[str, UUID]]:
    """Promise money. Sending the same key again answers the same promise."""
    made = pledge(
        actor=actor_of(request),
        # The address stands where a browser would: its owner alone can make the promise count.
        browser=uuid5(NAMESPACE_URL, f"mailto:{body.email.lower()}"),
        campaign_id=_public(slug).pk,
        promise=Promise(**body.dict()),
        key=key,
    )
    return Status(201, {"id": made})


def _public(slug: str) -> Campaign:
    campaign = public_campaigns().filter(slug=slug).first()
    if campaign is None:
        raise NotFound
    return campaign


def _all_out(campaigns: list[Campaign]) -> list[dict[str, object]]:
    """Give campaigns as the API shows them: one query, two more where some have targets."""
    people = givers_by_context([campaign.pk for campaign in campaigns])
    second = people_ratios({campaign.pk: campaign.targets for campaign in campaigns})
    names = CampaignOut.model_fields.keys() - {"people", "people_per_mille"}
    return [
        {
            **{name: getattr(campaign, name) for name in names},
            "people": people.get(campaign.pk, 0),
            "people_per_mille": second.get(campaign.pk),
        }
        for campaign in campaigns
    ]
