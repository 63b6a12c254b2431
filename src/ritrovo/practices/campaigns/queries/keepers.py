"""Which keepers are asked, by mail or by phone, and what they still have to say."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.practices.campaigns.choices import KeeperState
from ritrovo.practices.campaigns.errors import LinkUnknown
from ritrovo.practices.campaigns.handover_links import mark_of, read
from ritrovo.practices.campaigns.models import (
    Campaign,
    CheckAnswer,
    Handover,
    HandoverCheck,
    Keeper,
)

# Who said yes and did not step back.
KEEPING: Final[dict[str, Any]] = {"state": KeeperState.ACCEPTED, "left_on": None}


@dataclass(frozen=True, slots=True)
class Asked:
    """A keeper, the question that waits for them, and whether it is the first or second time."""

    keeper: Keeper
    check: HandoverCheck
    round: int = 1


def handovers_to_ask(today: date) -> QuerySet[Handover]:
    """List the handovers with a question that a keeper with an address has not answered.

    Only the last question due counts: who did not answer the one before is not asked it again.
    One query.
    """
    waiting = _unanswered(today).filter(handover=OuterRef("pk"))
    return Handover.objects.filter(Exists(waiting)).order_by("id")


def keepers_to_ask(handover_id: UUID, today: date) -> list[Asked]:
    """List who is asked which question by mail today. Three queries."""
    patience = timedelta(days=parameter("campaigns.handover_remind_days"))
    check = _last_due(today).filter(handover=handover_id).first()
    if check is None:
        return []
    silent = _silent(check).exclude(email="")
    late = today >= check.due_on + patience
    return [
        Asked(keeper, check, round_) for keeper in silent for round_ in ((1, 2) if late else (1,))
    ]


def keepers_to_call(campaign: Campaign, today: date) -> list[Asked]:
    """List the keepers without an address whose answer is missing, those longest due first.

    Two queries.
    """
    due = _last_due(today).filter(handover__campaign=campaign).order_by("due_on", "id")
    checks = list(due.select_related("handover"))
    by_handover = {check.handover_id: check for check in checks}
    keepers = Keeper.objects.filter(handover__in=by_handover, **KEEPING, email="").exclude(
        answers__term__in=checks
    )
    calls = [Asked(keeper, by_handover[keeper.handover_id]) for keeper in keepers]
    return sorted(calls, key=lambda each: (each.check.due_on, each.keeper.number or 0))


def keeper_by_token(token: str) -> Keeper:
    """Find whose link a token is, with what they keep and its campaign. One query.

    Raises LinkUnknown.
    """
    link = read(token)
    whole = ("handover__campaign__promoter", "handover__campaign__ecosystem__site")
    found = Keeper.objects.filter(pk=link.keeper_id).select_related(*whole).first()
    if found is None or mark_of(found.email) != link.address:
        raise LinkUnknown
    return found


def open_check(keeper: Keeper, today: date) -> HandoverCheck | None:
    """Find the last question due that a keeper has not answered. One query."""
    if not keeper.is_keeping:
        return None
    due = HandoverCheck.objects.filter(handover=keeper.handover_id, due_on__lte=today)
    last = due.annotate(
        is_answered=Exists(CheckAnswer.objects.filter(term=OuterRef("pk"), keeper=keeper))
    )
    check = last.order_by("-due_on").first()
    return check if check and not check.is_answered else None


def asked_of(addresses: Collection[str], party_ids: Collection[UUID]) -> QuerySet[Keeper]:
    """List what somebody is asked to keep, or keeps, by their proved addresses. One query."""
    by_address = Q()
    for address in addresses:
        by_address |= Q(email__iexact=address)
    mine = Q(party__in=party_ids)
    found = Keeper.objects.filter((by_address | mine) if by_address else mine)
    whole = found.exclude(email="").exclude(state=KeeperState.WITHDRAWN)
    return whole.select_related("handover__campaign").order_by("-invited_at", "-id")


def _last_due(today: date) -> QuerySet[HandoverCheck]:
    later = HandoverCheck.objects.filter(
        handover=OuterRef("handover"), due_on__lte=today, due_on__gt=OuterRef("due_on")
    )
    return HandoverCheck.objects.filter(~Exists(later), due_on__lte=today)


def _unanswered(today: date) -> QuerySet[HandoverCheck]:
    answered = CheckAnswer.objects.filter(term=OuterRef(OuterRef("pk")), keeper=OuterRef("pk"))
    silent = Keeper.objects.filter(
        ~Exists(answered), handover=OuterRef("handover"), **KEEPING
    ).exclude(email="")
    return _last_due(today).filter(Exists(silent))


def _silent(check: HandoverCheck) -> QuerySet[Keeper]:
    keeping = Keeper.objects.filter(handover=check.handover_id, **KEEPING)
    return keeping.exclude(answers__term=check)
