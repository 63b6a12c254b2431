"""Who is accepted for a task stands in a volunteers' list of who receives the work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from ritrovo.foundations.contributions.choices import Channel
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.volunteers.queries.registers import is_enrolled
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.foundations.volunteers.steps.registering import note_occasional, take_off_list
from ritrovo.practices.campaigns.choices import NeedKind
from ritrovo.practices.campaigns.errors import VolunteerNotListed
from ritrovo.practices.campaigns.models import Campaign, NeedOffer


@dataclass(frozen=True, slots=True)
class Stay:
    """When somebody comes to work, and what the list must say of them (decision record 0015)."""

    details: Details
    first_day: date
    last_day: date


def list_volunteer(
    offer: NeedOffer, campaign: Campaign, stay: Stay | None, *, by: UUID | None
) -> None:
    """Write who was accepted for a task into the occasional list, unless the register has them.

    Help that is no task needs no list. Raises VolunteerNotListed without a stay, and what
    `note_occasional` raises.
    """
    require_transaction()
    if offer.need.kind != NeedKind.TASK:
        return
    today, party_id = clock.today(), present(offer.party_id)
    if stay is None:
        if not is_enrolled(campaign.beneficiary_id, party_id, today, today):
            raise VolunteerNotListed
        return
    note_occasional(
        organisation_id=campaign.beneficiary_id,
        party_id=party_id,
        details=stay.details,
        first_day=stay.first_day,
        last_day=stay.last_day,
        task=offer.need.title,
        practice="campaigns",
        object_id=offer.pk,
        channel=Channel(offer.channel),
        recorded_by=by,
    )


def unlist_volunteer(offer: NeedOffer) -> None:
    """Take off the list somebody who will not come."""
    take_off_list(practice="campaigns", object_id=offer.pk)
