"""Receipts: of a payment, of a promise, of a year; what could be receipted and what could not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.crypto import salted_hmac

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.choices import TRACEABLE
from ritrovo.foundations.payments.errors import ReceiptUnknown
from ritrovo.foundations.payments.models import Payment, Receipt, Refund
from ritrovo.foundations.payments.policies import SEES_ACCOUNTS, scope_of
from ritrovo.foundations.payments.queries.standing import net_gift
from ritrovo.foundations.payments.receipts import Gift, WhoGave
from ritrovo.foundations.payments.references.codes import compacted
from ritrovo.foundations.payments.subjects import NOTHING_KNOWN, Donor, Subject, describe
from ritrovo.foundations.people.choices import PartyKind
from ritrovo.foundations.people.models import Dossier, Organisation
from ritrovo.foundations.people.queries import canonical_ids, is_entitled


def standing_receipt(payment_id: UUID) -> Receipt | None:
    """Find the receipt of a payment that was not voided; one query."""
    found = Receipt.objects.filter(payment_id=payment_id, void=None)
    return found.select_related("series").first()


def receipts_of(due_id: UUID) -> QuerySet[Receipt]:
    """List the receipts of one due, voided ones too, oldest first; one query."""
    made = Receipt.objects.filter(payment__due_id=due_id)
    return made.select_related("series", "void", "corrects", "corrected_by__series").order_by(
        "issued_at", "number"
    )


def register_of(organisation_id: UUID, year: int) -> QuerySet[Receipt]:
    """List the receipts a body issued in a year, by number; voided ones stay in their place."""
    made = Receipt.objects.filter(series__beneficiary_id=organisation_id, series__year=year)
    return made.select_related("series", "void", "corrected_by__series", "payment").order_by(
        "number"
    )


def years_of(organisation_id: UUID) -> list[int]:
    """List the years in which a body issued receipts, last first; one query."""
    made = Receipt.objects.filter(series__beneficiary_id=organisation_id)
    years = made.values_list("series__year", flat=True).distinct()
    return sorted(years, reverse=True)


def receipt_for(actor: Actor, receipt_id: UUID) -> Receipt:
    """Get a receipt that the actor may look at; one query. Raises ReceiptUnknown."""
    found = (
        Receipt.objects.filter(pk=receipt_id)
        .select_related(
            "series", "void", "corrects__series", "corrected_by__series", "payment__due"
        )
        .first()
    )
    if found is None or not SEES_ACCOUNTS.admits(actor, scope_of(found.series.beneficiary_id)):
        raise ReceiptUnknown
    return found


def to_receipt(*organisations: Organisation) -> QuerySet[Payment]:
    """List the payments with a gift kept that can have a receipt now, and have none.

    A gift made before its body was entitled can have none. Each carries `back`, the cents given
    back, and can be passed to `gifts_of`. Oldest first; one query.
    """
    receipts = Receipt.objects.filter(payment=OuterRef("pk"), void=None)
    return (
        with_back(Payment.objects.filter(_given_while_entitled(organisations)))
        .filter(undone_at=None, held_back=False, rail__in=TRACEABLE)
        .filter(gift_cents__gt=F("back") + F("fee_cents"))
        .exclude(Exists(receipts))
        .select_related("due__debtor", "due__beneficiary__municipality", "line")
        .order_by("paid_on", "id")
    )


def of_giver(payments: QuerySet[Payment], text: str) -> QuerySet[Payment]:
    """Keep the payments of whoever promised or paid under such a name, or with this code."""
    words, compact = text.strip(), compacted(text)
    return payments.filter(
        Q(due__debtor__name__unaccent__icontains=words)
        | Q(line__party_name__unaccent__icontains=words)
        | Q(due__short_code=compact)
        | Q(due__reference=compact)
    )


def with_back(payments: QuerySet[Payment]) -> QuerySet[Payment]:
    """Annotate payments with `back`, the cents given back of each."""
    refunds = Refund.objects.filter(payment=OuterRef("pk"), undone_at=None).values("payment")
    return payments.annotate(back=Coalesce(refunds.annotate(s=Sum("cents")).values("s"), 0))


def back_of(payment: Payment) -> int:
    """Give the cents given back of a payment that comes from `with_back`."""
    return int(payment.back)  # type: ignore[attr-defined]


def gifts_of(payments: Sequence[Payment]) -> list[Gift]:
    """Say of each payment what is left of its gift and who gave; three queries at most.

    The payments come from `with_back`, their due, debtor and line read along. Who gave is the
    debtor, also when another person's name is on the transfer: see `gift_from`.
    """
    subjects = subjects_of(payment.due for payment in payments)
    dossiers = _dossiers(payments)
    return [
        Gift(
            payment=payment,
            kept_cents=net_gift(payment, payment.cents - back_of(payment)),
            subject=subjects.get(payment.due_id, NOTHING_KNOWN),
            donor=donor_of(
                payment, subjects.get(payment.due_id, NOTHING_KNOWN), dossiers.get(payment.due_id)
            ),
            payer_name=_payer(payment),
        )
        for payment in payments
    ]


def gift_from(gift: Gift, who: WhoGave) -> Gift:
    """Say who gave when the transfer bears another name: who promised, or who really paid.

    The relief belongs to who bore the cost (art. 83 D.Lgs. 117/2017).
    """
    if who == "debtor":
        return gift
    line = gift.payment.line
    payer = Donor(name=line.party_name if line else "")
    return Gift(gift.payment, gift.kept_cents, gift.subject, payer)


def donor_of(payment: Payment, subject: Subject, dossier: Dossier | None) -> Donor:
    """Name who gave: as they promised, filled in with what the beneficiary knows of them."""
    debtor = payment.due.debtor
    told = subject.donor or Donor(
        name=debtor.name if debtor else "",
        is_body=debtor is not None and debtor.kind == PartyKind.ORGANISATION,
    )
    if dossier is None:
        return told
    return Donor(
        name=told.name,
        tax_code=told.tax_code or dossier.tax_code,
        address=told.address or dossier.address,
        is_body=told.is_body,
    )


def subjects_of(dues: Iterable) -> dict[UUID, Subject]:  # type: ignore[type-arg]
    """Ask each practice what these dues are for, by due; a fixed number of queries a practice."""
    by_practice: dict[str, dict[UUID, UUID]] = {}
    for due in dues:
        by_practice.setdefault(due.practice, {})[due.subject_id] = due.pk
    return {
        by_subject[subject_id]: subject
        for slug, by_subject in by_practice.items()
        for subject_id, subject in describe(slug, list(by_subject)).items()
        if subject_id in by_subject
    }


def donors_of_year(organisation_id: UUID, year: int) -> dict[str, list[Receipt]]:
    """Gather a year's standing receipts by donor, by day of payment; two queries.

    A donor is one person, however many records were united, and one codice fiscale: who shares
    only a name, or only a code, is somebody else. The key is a digest that names nobody.
    """
    paid = Receipt.objects.filter(
        series__beneficiary_id=organisation_id,
        void=None,
        payment__paid_on__gte=date(year, 1, 1),
        payment__paid_on__lt=date(year + 1, 1, 1),
    ).exclude(snapshot={})
    ordered = paid.select_related("series", "payment__due__debtor").order_by(
        "payment__paid_on", "number"
    )
    receipts = list(ordered)
    roots = _roots(receipts)
    codes = _codes(receipts, roots)
    found: dict[str, list[Receipt]] = {}
    for receipt in receipts:
        found.setdefault(_donor_key(receipt, roots, codes), []).append(receipt)
    return dict(sorted(found.items(), key=lambda each: each[1][0].snapshot["donor"]["name"]))


def _codes(receipts: Sequence[Receipt], roots: dict[UUID, UUID]) -> dict[tuple[str, str], str]:
    """Find the code of each person's receipts that bear none: the one others of theirs bear."""
    return {
        (_root(each, roots), _folded_donor(each)): code
        for each in receipts
        if (code := each.snapshot["donor"]["tax_code"])
    }


def _donor_key(receipt: Receipt, roots: dict[UUID, UUID], codes: dict[tuple[str, str], str]) -> str:
    root, name = _root(receipt, roots), _folded_donor(receipt)
    told = receipt.snapshot["donor"]["tax_code"] or codes.get((root, name), "") or name
    # Keyed: a name or a code is guessed at once from a plain digest.
    return salted_hmac("ritrovo.payments.donor", f"{root}:{told}", algorithm="sha256").hexdigest()


def _roots(receipts: Sequence[Receipt]) -> dict[UUID, UUID]:
    debtors = (each.payment.due.debtor_id for each in receipts)
    return canonical_ids({debtor for debtor in debtors if debtor})


def _root(receipt: Receipt, roots: dict[UUID, UUID]) -> str:
    debtor = receipt.payment.due.debtor_id
    return str(roots.get(debtor, debtor)) if debtor else ""


def _folded_donor(receipt: Receipt) -> str:
    return " ".join(str(receipt.snapshot["donor"]["name"]).casefold().split())


def _given_while_entitled(organisations: Iterable[Organisation]) -> Q:
    """Say which payments came to one of these bodies on a day when gifts to it gave relief."""
    found = Q(pk__in=[])
    for each in organisations:
        if is_entitled(each, date.max):
            found |= Q(due__beneficiary=each, paid_on__gte=each.runts_date)
    return found


def _dossiers(payments: Sequence[Payment]) -> dict[UUID, Dossier]:
    """Read what each beneficiary knows of each debtor, by due."""
    debtors = {each.due.debtor_id for each in payments if each.due.debtor_id}
    bodies = {payment.due.beneficiary_id for payment in payments}
    known = {
        (each.organisation_id, each.party_id): each
        for each in Dossier.objects.filter(organisation_id__in=bodies, party_id__in=debtors)
    }
    found = {
        payment.due_id: known.get((payment.due.beneficiary_id, payment.due.debtor_id))
        for payment in payments
        if payment.due.debtor_id
    }
    return {due_id: dossier for due_id, dossier in found.items() if dossier is not None}


def _payer(payment: Payment) -> str:
    if not payment.from_another_person or payment.line is None:
        return ""
    return payment.line.party_name
