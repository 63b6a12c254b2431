"""What this room knows of a person: what they owed and paid, receipts, what the bank wrote."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.models import BankLine, Payment, Receipt, Slip, YearlySummary
from ritrovo.foundations.people.knowing import Identity, Kept, Room, Table, Value, register

LAW = _("art. 2220 c.c.: le scritture contabili si tengono dieci anni")


def register_room() -> None:
    """Tell what this room knows of people."""
    register(Room("payments", tell, erase, keep))


def tell(identity: Identity) -> Iterator[Table]:
    """Give payments, receipts, the bank's words, cash slips, yearly summaries. Five queries."""
    yield Table("payments.payments", _("Pagamenti"), paid(identity), stays=True)
    yield Table("payments.receipts", _("Ricevute"), receipted(identity), stays=True)
    yield Table("payments.lines", _("Righe dell'estratto conto"), written(identity), stays=True)
    yield Table("payments.slips", _("Ricevute di contanti"), slipped(identity), stays=True)
    yield Table("payments.summaries", _("Riepiloghi dell'anno"), summed_up(identity), stays=True)


def paid(identity: Identity) -> list[dict[str, Value]]:
    """Give each payment, with who received it."""
    found = payments(identity).select_related("due__beneficiary")
    return [
        {
            "a chi": each.due.beneficiary.legal_name,
            "quando": each.paid_on.isoformat(),
            "quanto": format_amount(Amount(each.cents)),
            "come": str(each.get_rail_display()),
            "riferimento": each.due.reference,
            "annullato": str(_("sì")) if each.undone_at else "",
        }
        for each in found.order_by("paid_on", "pk")
    ]


def receipted(identity: Identity) -> list[dict[str, Value]]:
    """Give each receipt with what it says of the donor, until its term."""
    found = receipts(identity).select_related("series__beneficiary")
    return [
        {
            "di chi": each.series.beneficiary.legal_name,
            "numero": f"{each.series.prefix}{each.number}/{each.series.year}",
            "del": each.issued_on.isoformat(),
            "quanto": format_amount(Amount(each.cents)),
            "intestata a": str(each.snapshot.get("donor", {}).get("name", "")),
            "si tiene fino al": each.locked_until.isoformat(),
        }
        for each in found.order_by("issued_on", "pk")
    ]


def written(identity: Identity) -> list[dict[str, Value]]:
    """Give what the bank wrote of each payment, until its term."""
    found = lines(identity).select_related("bank_account__organisation")
    return [
        {
            "conto di": each.bank_account.organisation.legal_name,
            "quando": each.booked_on.isoformat(),
            "quanto": format_amount(Amount(each.cents)),
            "nome": each.party_name,
            "IBAN": each.party_iban,
            "causale": each.text,
            "si tiene fino al": each.locked_until.isoformat() if each.locked_until else "",
        }
        for each in found.order_by("booked_on", "pk")
    ]


def slipped(identity: Identity) -> list[dict[str, Value]]:
    """Give each slip for cash, until its term."""
    found = slips(identity).select_related("series__till__organisation")
    return [
        {
            "di chi": each.series.till.organisation.legal_name,
            "numero": str(each.number),
            "del": each.received_on.isoformat(),
            "quanto": format_amount(Amount(each.cents)),
            "si tiene fino al": each.locked_until.isoformat(),
        }
        for each in found.order_by("received_on", "pk")
    ]


def summed_up(identity: Identity) -> list[dict[str, Value]]:
    """Give each yearly summary that was sent to them."""
    made = YearlySummary.objects.filter(donor_id__in=identity.party_ids)
    if identity.organisation_id:
        made = made.filter(beneficiary_id=identity.organisation_id)
    return [
        {
            "di chi": each.beneficiary.legal_name,
            "quando": each.asked_at.isoformat(),
            "che cosa": str(each.year),
            "quanto": format_amount(Amount(each.cents)),
        }
        for each in made.select_related("beneficiary").order_by("asked_at", "pk")
    ]


def keep(identity: Identity) -> Iterator[Kept]:
    """Say that receipts and the bank's lines stay whole until their term, then are emptied."""
    given = receipts(identity).exclude(snapshot={})
    yield Kept(
        "payments.receipts", _("ricevute"), given.count(),
        given.aggregate(last=Max("locked_until"))["last"], LAW,
    )  # fmt: skip
    found = lines(identity).exclude(party_name="", party_iban="", text="")
    yield Kept(
        "payments.lines", _("righe dell'estratto conto"), found.count(),
        found.aggregate(last=Max("locked_until"))["last"], LAW,
    )  # fmt: skip
    paper = slips(identity).exclude(snapshot={})
    yield Kept(
        "payments.slips", _("ricevute di contanti"), paper.count(),
        paper.aggregate(last=Max("locked_until"))["last"], LAW,
    )  # fmt: skip


def erase(identity: Identity) -> None:
    """Change nothing: books, receipts and lines stay whole; a nightly job empties them in time."""
    require_transaction()


def payments(identity: Identity) -> QuerySet[Payment]:
    """List the payments of what somebody owed."""
    found = Payment.objects.filter(due__debtor_id__in=identity.party_ids)
    if identity.organisation_id:
        found = found.filter(due__beneficiary_id=identity.organisation_id)
    return found


def receipts(identity: Identity) -> QuerySet[Receipt]:
    """List the receipts somebody was given."""
    return Receipt.objects.filter(payment__in=payments(identity))


def lines(identity: Identity) -> QuerySet[BankLine]:
    """List the bank's lines of somebody's payments and of what went back to them."""
    mine = payments(identity).values("pk")
    found = BankLine.objects.filter(Q(payments__in=mine) | Q(refunds__payment__in=mine))
    return BankLine.objects.filter(pk__in=found.values("pk"))


def slips(identity: Identity) -> QuerySet[Slip]:
    """List the slips somebody was given for cash."""
    return Slip.objects.filter(payment__in=payments(identity))
