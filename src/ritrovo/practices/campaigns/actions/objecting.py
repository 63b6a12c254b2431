"""A donor's say about the yearly file, by the link of their promise."""

from __future__ import annotations

from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.people.actions.requests import object_to
from ritrovo.foundations.people.choices import Purpose
from ritrovo.foundations.people.identities import aliases, identity_of
from ritrovo.foundations.people.models import Objection
from ritrovo.practices.campaigns.errors import LinkUnknown
from ritrovo.practices.campaigns.models import Pledge
from ritrovo.practices.campaigns.queries.pledging import pledge_by_token


@transaction.atomic(durable=True)
def object_to_yearly(*, token: str) -> Objection:
    """Forbid the beneficiary to tell the tax office of the gifts of who promised; once.

    The link is the permission. Raises LinkUnknown, also while nobody confirmed the promise.
    """
    pledge, backer_id = _confirmed(token)
    identity = identity_of(backer_id, pledge.campaign.beneficiary_id)
    return object_to(identity, backer_id, Purpose.YEARLY, recorded_by=None)


@transaction.atomic(durable=True)
def allow_yearly(*, token: str) -> int:
    """Take such a no back; how many it was. Raises LinkUnknown."""
    pledge, backer_id = _confirmed(token)
    standing = Objection.objects.filter(
        party_id__in=aliases(backer_id),
        organisation_id=pledge.campaign.beneficiary_id,
        purpose=Purpose.YEARLY,
        taken_back_at=None,
    )
    return standing.update(taken_back_at=clock.now())


def _confirmed(token: str) -> tuple[Pledge, UUID]:
    pledge = pledge_by_token(token)
    if pledge.backer_id is None:
        raise LinkUnknown
    return pledge, pledge.backer_id
