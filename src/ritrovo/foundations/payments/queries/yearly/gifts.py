"""Every gift of a year, and every refund of an earlier one, judged one by one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.foundations.payments.choices import TRACEABLE
from ritrovo.foundations.payments.cumulative import cumulative_gifts
from ritrovo.foundations.payments.exclusions import Exclusion
from ritrovo.foundations.payments.models import Payment, Receipt
from ritrovo.foundations.payments.queries.receipts import gifts_of
from ritrovo.foundations.payments.queries.standing import net_gift
from ritrovo.foundations.payments.receipts import Gift, net_gift_given
from ritrovo.foundations.payments.subjects import Donor
from ritrovo.foundations.people.models import Dossier
from ritrovo.foundations.people.queries import canonical_ids, is_entitled
from ritrovo.foundations.people.requests import objectors
from ritrovo.foundations.people.rules import BODY_LENGTH, checked_person_tax_code, compacted

AT_A_TIME: Final = 1000


@dataclass(frozen=True, slots=True)
class YearGift:
    """One gift of the year, or what of an earlier one went back in it.

    `cents` is what was left of the gift on the year's last day, net of what its carrier kept; for
    what is no gift, what was paid. `returned_cents` went back in the year of a gift of `given_in`.
    `reason` is an `Exclusion`, or nothing for what enters.
    """

    day: date
    cents: int
    name: str
    tax_code: str
    title: str
    reason: str
    given_in: int
    returned_cents: int = 0
    receipt_cents: int | None = None
    shows_code: bool = False
    payment_id: UUID | None = None

    @property
    def reason_words(self) -> str:
        """Why it is left out, in words."""
        return str(Exclusion(self.reason).label) if self.reason else ""


@dataclass(frozen=True, slots=True)
class Objected:
    """Who forbids the communication: people by their records, and the codes they are known by."""

    roots: frozenset[UUID]
    codes: frozenset[str]


def gifts_of_year(organisation_id: UUID, year: int, *, asked_on: date) -> list[YearGift]:
    """Judge every payment of a year, and every refund of earlier ones, by day.

    Objections are those that hold on `asked_on`. Nine queries for every thousand payments, and
    those of the practices.
    """
    objected = _objected(organisation_id, asked_on)
    found = [
        each
        for payments in _batches(_touched(organisation_id, year))
        for each in _judged(payments, year, objected)
    ]
    found += [
        YearGift(each.day, each.cents, "", "", each.title, Exclusion.CUMULATIVE, year)
        for each in cumulative_gifts(organisation_id, year)
    ]
    return sorted(found, key=lambda each: (each.day, each.name, each.cents))


def _touched(organisation_id: UUID, year: int) -> QuerySet[Payment]:
    """List the payments of a year, and those of earlier ones of which something went back in it.

    Each carries `back_before` and `back_then`: given back by the year's first and last day.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    standing = Q(refunds__undone_at=None)

    def back(until: Q) -> Coalesce:
        return Coalesce(Sum("refunds__cents", filter=standing & until), 0)

    own = Payment.objects.filter(due__beneficiary_id=organisation_id, undone_at=None)
    return (
        own.filter(paid_on__lte=last)
        .annotate(
            back_before=back(Q(refunds__refunded_on__lt=first)),
            back_then=back(Q(refunds__refunded_on__lte=last)),
        )
        .filter(Q(paid_on__gte=first) | Q(back_then__gt=F("back_before")))
        .select_related("due__debtor", "due__beneficiary__municipality", "line")
        .order_by("paid_on", "id")
    )


def _batches(payments: QuerySet[Payment]) -> Iterator[list[Payment]]:
    rest = payments.iterator(chunk_size=AT_A_TIME)
    while some := list(islice(rest, AT_A_TIME)):
        yield some


def _judged(payments: Sequence[Payment], year: int, objected: Objected) -> Iterator[YearGift]:
    for payment in payments:
        payment.back = payment.back_then  # type: ignore[attr-defined]
    receipts = _receipts(payments)
    roots = canonical_ids({each.due.debtor_id for each in payments if each.due.debtor_id})
    for gift in gifts_of(payments):
        receipt = receipts.get(gift.payment.pk)
        donor = _donor(gift, receipt)
        debtor = gift.payment.due.debtor_id
        is_objected = debtor is not None and roots.get(debtor, debtor) in objected.roots
        is_objected = is_objected or compacted(donor.tax_code) in objected.codes
        told = _told(gift, donor, receipt, year, is_objected=is_objected)
        # Of an earlier gift only the price may have gone back: then there is nothing to say.
        if told.cents or told.returned_cents:
            yield told


def _told(
    gift: Gift, donor: Donor, receipt: Receipt | None, year: int, *, is_objected: bool
) -> YearGift:
    payment = gift.payment
    is_of_year = payment.paid_on.year == year
    before = net_gift(payment, payment.cents - payment.back_before)  # type: ignore[attr-defined]
    returned = 0 if is_of_year else before - gift.kept_cents
    is_gift = net_gift_given(payment) > 0
    kept = gift.kept_cents if is_of_year else 0
    stands = receipt is not None and getattr(receipt, "void", None) is None
    return YearGift(
        day=payment.paid_on,
        cents=_worth(payment, kept) if is_of_year else 0,
        name=donor.name,
        tax_code=compacted(donor.tax_code),
        title=gift.subject.title,
        reason=_reason(gift, donor, receipt, is_objected=is_objected, is_gift=is_gift, year=year),
        given_in=payment.paid_on.year,
        returned_cents=returned,
        receipt_cents=receipt.cents if receipt and stands else None,
        shows_code=_shows(payment, donor),
        payment_id=payment.pk,
    )


def _worth(payment: Payment, kept: int) -> int:
    """Say what a line of the year is about: the gift kept, else all that was paid."""
    return kept or payment.cents


def _reason(
    gift: Gift,
    donor: Donor,
    receipt: Receipt | None,
    *,
    is_objected: bool,
    is_gift: bool,
    year: int,
) -> str:
    """Give the first reason to leave a gift out, or nothing."""
    payment = gift.payment
    is_of_year = payment.paid_on.year == year
    checks: tuple[tuple[bool, Exclusion], ...] = (
        (not is_gift, Exclusion.NOT_A_GIFT),
        (payment.held_back, Exclusion.HELD),
        (is_of_year and gift.kept_cents <= 0, Exclusion.REFUNDED),
        (not is_entitled(payment.due.beneficiary, payment.paid_on), Exclusion.NOT_ENTITLED),
        (payment.rail not in TRACEABLE, Exclusion.UNTRACEABLE),
        (payment.from_another_person and receipt is None, Exclusion.DONOR_UNCLEAR),
        (donor.is_body or len(compacted(donor.tax_code)) == BODY_LENGTH, Exclusion.BODY),
        (not donor.tax_code, Exclusion.NO_CODE),
        (not _is_code(donor.tax_code), Exclusion.BAD_CODE),
        (is_objected, Exclusion.OPPOSED),
    )
    return next((str(reason) for holds, reason in checks if holds), "")


def _donor(gift: Gift, receipt: Receipt | None) -> Donor:
    """Name who gave: as the receipt does, which is what the donor holds, else as we know them."""
    told: dict[str, Any] = receipt.snapshot if receipt else {}
    if not told:
        return gift.donor
    return Donor(
        told["donor"]["name"],
        # A code that came after the receipt still tells who the same person is.
        told["donor"]["tax_code"] or _same_person(gift, told["donor"]["name"]),
        is_body=told["donor_is_body"],
    )


def _same_person(gift: Gift, name: str) -> str:
    return gift.donor.tax_code if gift.donor.name.casefold() == name.casefold() else ""


def _receipts(payments: Sequence[Payment]) -> dict[UUID, Receipt]:
    """Find the last receipt of each payment, the standing one where there is one. One query."""
    made = Receipt.objects.filter(payment__in=[each.pk for each in payments])
    ordered = made.select_related("void").order_by("issued_at", "number")
    return {each.payment_id: each for each in ordered}


def _shows(payment: Payment, donor: Donor) -> bool:
    """Say whether the payment itself shows the donor's code, in the words of its bank line."""
    code = compacted(donor.tax_code)
    return bool(code) and payment.line is not None and code in compacted(payment.line.text)


def _is_code(text: str) -> bool:
    try:
        checked_person_tax_code(text)
    except Refusal:
        return False
    return True


def _objected(organisation_id: UUID, day: date) -> Objected:
    parties = objectors(organisation_id, "yearly", clock.end_of(day))
    roots = frozenset(canonical_ids(parties).values())
    known = Dossier.objects.filter(organisation_id=organisation_id, party_id__in=parties | roots)
    codes = known.exclude(tax_code="").values_list("tax_code", flat=True)
    return Objected(roots, frozenset(compacted(each) for each in codes))
