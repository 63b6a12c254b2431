"""What the pages of tills show: what is in them, who had them when, what is on its way."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import connection
from django.db.models import F, Prefetch, Q, QuerySet

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.wording import kind_in_words
from ritrovo.foundations.payments.choices import Rail
from ritrovo.foundations.payments.errors import (
    HandoverUnknown,
    PaymentUnknown,
    SlipUnknown,
    TillUnknown,
)
from ritrovo.foundations.payments.models import (
    BankLine,
    Deposit,
    Difference,
    Payment,
    Slip,
    Till,
    TillHandover,
    TillHolding,
)
from ritrovo.foundations.payments.policies import HANDLES_TILLS, scope_of
from ritrovo.foundations.payments.queries.receipts import with_back
from ritrovo.foundations.people.models import Organisation, Person
from ritrovo.foundations.people.queries import current_roles

# Every journal that moved a till, the last first, with whoever had the till in hand then.
MOVES: Final = """
    SELECT j.id, j.kind, j.recorded_at, p.name,
        sum(CASE WHEN x.source_id = t.account_id THEN x.count ELSE -x.count END)::bigint AS cents,
        (SELECT h.name FROM payments_tillholding g JOIN people_party h ON h.id = g.holder_id
            WHERE g.till_id = t.id AND g.since <= j.recorded_at
                AND (g.until IS NULL OR g.until > j.recorded_at)
            ORDER BY g.since DESC LIMIT 1)
    FROM payments_till t
    JOIN ledger_transfer x ON t.account_id IN (x.source_id, x.target_id)
    JOIN ledger_journal j ON j.id = x.journal_id
    LEFT JOIN people_party p ON p.id = j.recorded_by_id
    WHERE t.id = %s GROUP BY j.id, p.name, t.id
    ORDER BY j.recorded_at DESC, j.id DESC LIMIT %s OFFSET %s
"""
HOW_MANY: Final = """
    SELECT count(DISTINCT x.journal_id) FROM payments_till t
    JOIN ledger_transfer x ON t.account_id IN (x.source_id, x.target_id) WHERE t.id = %s
"""
OWN: Final = "SELECT id FROM ledger_account WHERE address = ANY(%s)"


@dataclass(frozen=True, slots=True)
class TillMove:
    """Money that came into a till (above zero) or left it, who wrote it, who had the till."""

    words: str
    at: datetime
    by: str
    cents: int
    holder: str


class MovesOf:
    """The movements of a till as a list to cut in pages: one query for each, one to count."""

    def __init__(self, till_id: UUID) -> None:
        self.till_id = till_id

    def count(self) -> int:
        """Say how many there are."""
        with connection.cursor() as cursor:
            cursor.execute(HOW_MANY, [self.till_id])
            return int(cursor.fetchone()[0])

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[TillMove]:
        start = part.start or 0
        with connection.cursor() as cursor:
            cursor.execute(MOVES, [self.till_id, part.stop - start, start])
            rows = cursor.fetchall()
        return [
            TillMove(kind_in_words(kind), at, by or "", cents, holder or "")
            for _id, kind, at, by, cents, holder in rows
        ]


def tills_for(organisation_id: UUID, *kinds: str) -> QuerySet[Till]:
    """List a body's open tills by name, of these kinds or all, with what is in them.

    Two queries however many: the second reads who has each in hand.
    """
    own = Till.objects.filter(organisation_id=organisation_id, retired_at=None)
    return _shown(own.filter(kind__in=kinds) if kinds else own).order_by("name", "id")


def closed_tills(organisation_id: UUID) -> QuerySet[Till]:
    """List a body's tills that were retired, the last first; one query."""
    own = Till.objects.filter(organisation_id=organisation_id, retired_at__isnull=False)
    return own.order_by("-retired_at", "id")


def till_for(actor: Actor, till_id: UUID) -> Till:
    """Get a till that the actor may look at; two queries. Raises TillUnknown."""
    found = _shown(Till.objects.filter(pk=till_id)).select_related("organisation").first()
    if found is None or not HANDLES_TILLS.admits(actor, scope_of(found.organisation_id)):
        raise TillUnknown
    return found


def holdings_of(till: Till) -> QuerySet[TillHolding]:
    """List who had a till in hand and when, the last first; one query."""
    return till.holdings.select_related("holder").order_by("-since")


def waiting_handovers(organisation_id: UUID) -> QuerySet[TillHandover]:
    """List the handovers nobody confirmed yet, the oldest first; one query."""
    own = TillHandover.objects.filter(
        till__organisation_id=organisation_id, received_at=None, taken_back_at=None
    )
    return own.select_related("till", "into", "giver", "receiver").order_by("given_at")


def handovers_of(till: Till) -> QuerySet[TillHandover]:
    """List what a till gave and got from hand to hand, the last first; one query."""
    found = TillHandover.objects.filter(Q(till=till) | Q(into=till))
    return found.select_related("till", "into", "giver", "receiver").order_by("-given_at")


def handover_for(actor: Actor, handover_id: UUID) -> TillHandover:
    """Get a handover that the actor may look at; one query. Raises HandoverUnknown."""
    found = (
        TillHandover.objects.select_related(
            "till__organisation", "into", "giver", "receiver", "received_recorded_by"
        )
        .filter(pk=handover_id)
        .first()
    )
    if found is None or not HANDLES_TILLS.admits(actor, scope_of(found.till.organisation_id)):
        raise HandoverUnknown
    return found


def announced_deposits(organisation_id: UUID) -> QuerySet[Deposit]:
    """List the deposits whose line did not come yet, the oldest first; one query."""
    own = Deposit.objects.filter(till__organisation_id=organisation_id, line=None, undone_at=None)
    return own.select_related("till", "announced_by", "bank_account").order_by("taken_on", "id")


def open_differences(organisation_id: UUID) -> QuerySet[Difference]:
    """List what does not add up and nobody decided about, the oldest first; one query."""
    own = differences_of(Difference.objects.filter(till__organisation_id=organisation_id))
    return own.filter(closed_at=None).order_by("noticed_at")


def differences_of(among: QuerySet[Difference]) -> QuerySet[Difference]:
    """Read differences that stand with whoever is named in them."""
    return among.filter(undone_at=None).select_related(
        "till",
        "recorded_by",
        "closed_by",
        "handover__giver",
        "handover__receiver",
        "deposit__announced_by",
    )


def slips_of(till: Till) -> QuerySet[Slip]:
    """List a till's slips, the last first, annulled ones in their place; one query."""
    made = Slip.objects.filter(series__till=till)
    return made.select_related("series", "void", "issued_by", "payment").order_by(
        "-series__year", "-number"
    )


def slip_for(actor: Actor, slip_id: UUID) -> Slip:
    """Get a slip that the actor may look at; one query. Raises SlipUnknown."""
    found = (
        Slip.objects.select_related("series__till__organisation", "void", "payment", "issued_by")
        .filter(pk=slip_id)
        .first()
    )
    if found is None:
        raise SlipUnknown
    if not HANDLES_TILLS.admits(actor, scope_of(found.series.till.organisation_id)):
        raise SlipUnknown
    return found


def payments_of(till: Till) -> QuerySet[Payment]:
    """List the gifts that came into a till by other ways than cash, the last first; one query."""
    came = till.payments.exclude(rail=Rail.CASH).filter(undone_at=None)
    return came.select_related("due__debtor").order_by("-paid_on", "-id")


def gift_for(actor: Actor, payment_id: UUID) -> Payment:
    """Get a standing gift that came into a till without cash; one query. Raises PaymentUnknown."""
    came = Payment.objects.filter(till__isnull=False, undone_at=None).exclude(rail=Rail.CASH)
    found = with_back(came).select_related("due__debtor", "till").filter(pk=payment_id).first()
    if found is None or not HANDLES_TILLS.admits(actor, scope_of(found.due.beneficiary_id)):
        raise PaymentUnknown
    return found


def who_may_receive(till: Till) -> list[Person]:
    """List the people with a role in a till's body, but whoever has it in hand; two queries."""
    holder = till.holdings.filter(until=None).values_list("holder_id", flat=True).first()
    people = {each.person_id: each.person for each in current_roles(till.organisation_id)}
    return [person for person_id, person in people.items() if person_id != holder]


def tills_with_money(organisation_id: UUID) -> QuerySet[Till]:
    """List a body's open tills in which there is something, by name; one query."""
    own = Till.objects.filter(organisation_id=organisation_id, retired_at=None)
    return (
        own.filter(account__sent__gt=F("account__received"))
        .select_related("account")
        .order_by("name", "id")
    )


def deposits_like(line: BankLine) -> list[Deposit]:
    """List the announced deposits a line may have brought, the same sum first; one query."""
    waiting = announced_deposits(line.bank_account.organisation_id)
    return sorted(waiting, key=lambda each: abs(each.cents - line.cents))


def tills_that_hold(line: BankLine) -> list[Till]:
    """List the tills in which there is at least what a line brought; two queries."""
    own = tills_for(line.bank_account.organisation_id)
    return list(own.filter(account__sent__gte=F("account__received") + line.cents))


def accounts_of(organisation_id: UUID) -> set[UUID]:
    """Give the ledger accounts of a body's tills, fees, losses and costs; two queries."""
    rows = Till.objects.filter(organisation_id=organisation_id).values_list(
        "account_id", "transit_id", "unexplained_id"
    )
    addresses = [f"{family}:{organisation_id}" for family in ("fees", "losses", "costs")]
    with connection.cursor() as cursor:
        cursor.execute(OWN, [addresses])
        return {each for row in rows for each in row} | {row[0] for row in cursor.fetchall()}


def names_of(till_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names of tills by id; one query."""
    return dict(Till.objects.filter(pk__in=till_ids).values_list("pk", "name"))


def body_names(organisation_ids: Collection[UUID]) -> dict[UUID, str]:
    """Give the names of bodies by id; one query."""
    found = Organisation.objects.filter(pk__in=organisation_ids)
    return dict(found.values_list("pk", "legal_name"))


def number_of_slip(slip: Slip) -> str:
    """Write a slip's number as it is printed: year and four digits. Reads its series."""
    return f"{slip.series.year}/{slip.number:04d}"


def _shown(tills: QuerySet[Till]) -> QuerySet[Till]:
    now = TillHolding.objects.filter(until=None).select_related("holder")
    return tills.select_related("account", "transit", "unexplained").prefetch_related(
        Prefetch("holdings", now, to_attr="in_hand")
    )
