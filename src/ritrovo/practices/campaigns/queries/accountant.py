"""Every movement of a beneficiary in some days, with its voice of the cash statement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Final
from uuid import UUID

from django.db.models import Prefetch, Q
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.payments.models import BankLine, Deposit, Payment, Refund
from ritrovo.practices.campaigns.models import CollectiveGift, Expense, VoiceUse
from ritrovo.practices.campaigns.report_choices import Nature

Words = str | Promise
UNKNOWN: Final[dict[str, Words]] = {
    "price": gettext_lazy("prezzo di una ricompensa: dipende da che cosa si dà"),
    "refund": gettext_lazy("restituzione: riduce l'entrata da cui viene"),
    "unmatched": gettext_lazy("movimento che nessuno ha abbinato"),
    "not_ours": gettext_lazy("non riguarda le campagne"),
    "collective_costs": gettext_lazy("spese pagate durante una raccolta collettiva"),
    Nature.PROMOTION: gettext_lazy("spese per far conoscere la raccolta: quale raccolta?"),
    Nature.WORK: gettext_lazy("lavoro: dipendente o autonomo?"),
    Nature.VOLUNTEERS: gettext_lazy("rimborsi a chi fa volontariato: di quale attività?"),
    Nature.OTHER: gettext_lazy("altre spese: quali?"),
}
MOVED: Final = "moved"


@dataclass(frozen=True, slots=True)
class Movement:
    """A sum that came in or went out on a day; `cents` negative for what went out.

    `voice` is empty when no dated row says it; then `why` names what the accountant has to decide.
    """

    day: date
    where: str
    words: str
    cents: int
    origin: str
    campaign: str = ""
    voice: str = ""
    voice_name: str = ""
    why: str = ""


Uses = Sequence[VoiceUse]


def movements_of(organisation_id: UUID, first: date, last: date) -> list[Movement]:
    """List all that moved between two days, both included, by day. Nine queries at most.

    Money on the bank comes from its statements, whole; money in a till from its payments and
    collections; expenses that no debit explains stand as paid elsewhere.
    """
    uses = list(VoiceUse.objects.select_related("voice"))
    found = [
        *_bank(organisation_id, first, last),
        *_tills(organisation_id, first, last),
        *_collections(organisation_id, first, last),
        *_elsewhere(organisation_id, first, last),
    ]
    return [_voiced(each, uses) for each in sorted(found, key=attrgetter("day"))]


def header() -> list[str]:
    """Give the names of the columns."""
    return [
        _("Giorno"),
        _("Dove"),
        _("Che cosa"),
        _("Campagna"),
        _("Entrate"),
        _("Uscite"),
        _("Voce del Modello D"),
        _("Nome della voce"),
        _("Da decidere"),
    ]


def row(movement: Movement) -> list[str]:
    """Write a movement as a row of text."""
    came, went = max(movement.cents, 0), max(-movement.cents, 0)
    return [
        movement.day.isoformat(),
        movement.where,
        movement.words,
        movement.campaign,
        _euros(came),
        _euros(went),
        movement.voice,
        movement.voice_name,
        movement.why,
    ]


def _euros(cents: int) -> str:
    """Write a sum as Italian spreadsheets read it, always with its cents; nothing for zero."""
    return f"{cents // 100},{cents % 100:02d}" if cents else ""


def _bank(organisation_id: UUID, first: date, last: date) -> Iterator[Movement]:
    lines = BankLine.objects.filter(
        bank_account__organisation=organisation_id,
        withdrawn_at=None,
        booked_on__range=(first, last),
    ).select_related("bank_account")
    standing = Q(undone_at=None)
    paid = Expense.objects.filter(reversed_by=None, debit__isnull=False)
    lines = lines.prefetch_related(
        Prefetch("payments", Payment.objects.filter(standing)),
        Prefetch("refunds", Refund.objects.filter(standing)),
        Prefetch("deposits", Deposit.objects.filter(standing)),
    )
    tied: dict[UUID, list[Expense]] = {}
    for expense in paid.filter(debit__line__in=lines).select_related("debit", "campaign"):
        tied.setdefault(expense.debit.line_id, []).append(expense)
    for line in lines.order_by("booked_on", "id"):
        yield from _line(line, tied.get(line.pk, []))


def _line(line: BankLine, expenses: Sequence[Expense]) -> Iterator[Movement]:
    """Split a line of the bank in what is known of it; the parts always make the whole."""
    where = f"{_('Banca')} …{line.bank_account.iban[-4:]}"
    said = " · ".join(filter(None, [line.party_name, line.text]))[:200]
    left = line.cents
    for origin, cents, words, campaign in _known(line, expenses):
        left -= cents
        yield Movement(line.booked_on, where, words or said, cents, origin, campaign)
    if left:
        origin = "not_ours" if line.set_aside else "unmatched"
        yield Movement(line.booked_on, where, said, left, origin)


def _known(line: BankLine, expenses: Sequence[Expense]) -> Iterator[tuple[str, int, str, str]]:
    for payment in line.payments.all():
        yield from _parts(payment)
    for refund in line.refunds.all():
        yield "refund", -refund.cents, "", ""
    for deposit in line.deposits.all():
        yield MOVED, deposit.cents, _("Versamento di una cassa"), ""
    for expense in expenses:
        yield expense.nature, -expense.cents, _paper(expense), expense.campaign.title


def _parts(payment: Payment) -> Iterator[tuple[str, int, str, str]]:
    """Split a payment in gift and price."""
    if payment.gift_cents:
        yield "gift", payment.gift_cents, "", ""
    if price := payment.cents - payment.gift_cents:
        yield "price", price, "", ""


def _tills(organisation_id: UUID, first: date, last: date) -> Iterator[Movement]:
    """Give what came in tills, gross, and what its carrier kept."""
    payments = Payment.objects.filter(
        till__organisation=organisation_id, undone_at=None, paid_on__range=(first, last)
    ).select_related("till")
    for payment in payments:
        where = present(payment.till).name
        for origin, cents, words, _none in _parts(payment):
            yield Movement(payment.paid_on, where, words, cents, origin)
        if payment.fee_cents:
            words = _("Commissione")
            yield Movement(
                payment.paid_on, present(payment.till).name, words, -payment.fee_cents, "fee"
            )
    refunds = Refund.objects.filter(
        payment__till__organisation=organisation_id,
        line=None,
        undone_at=None,
        refunded_on__range=(first, last),
    )
    for refund in refunds.select_related("payment__till"):
        where = present(refund.payment.till).name
        yield Movement(refund.refunded_on, where, _("Restituzione"), -refund.cents, "refund")


def _collections(organisation_id: UUID, first: date, last: date) -> Iterator[Movement]:
    held = CollectiveGift.objects.filter(
        till__organisation=organisation_id, undone_at=None, last_day__range=(first, last)
    )
    for each in held.select_related("till", "campaign"):
        where, title = each.till.name, each.campaign.title
        yield Movement(each.last_day, where, each.title, each.gross_cents, "collective", title)
        if each.costs_cents:
            yield Movement(
                each.last_day, where, each.title, -each.costs_cents, "collective_costs", title
            )


def _elsewhere(organisation_id: UUID, first: date, last: date) -> Iterator[Movement]:
    """Give the expenses that no debit explains: cash, or a statement not imported yet."""
    free = Expense.objects.filter(
        campaign__beneficiary=organisation_id,
        reverses=None,
        reversed_by=None,
        debit=None,
        paid_on__range=(first, last),
    )
    for expense in free.select_related("campaign"):
        where = _("Pagata senza riga dell'estratto conto")
        yield Movement(
            expense.paid_on,
            where,
            _paper(expense),
            -expense.cents,
            expense.nature,
            expense.campaign.title,
        )


def _paper(expense: Expense) -> str:
    kind = expense.get_document_kind_display()
    return f"{kind} {expense.document_number}, {expense.supplier}"


def _voiced(movement: Movement, uses: Uses) -> Movement:
    """Put the voice that stands on the movement's day, or say why there is none."""
    facts = {name: getattr(movement, name) for name in ("day", "where", "words", "cents")}
    facts |= {"origin": movement.origin, "campaign": movement.campaign}
    return Movement(**facts, **_voice(movement, uses))


def _voice(movement: Movement, uses: Uses) -> Mapping[str, Any]:
    if movement.origin == MOVED:
        return {"why": _("spostamento fra cassa e banca: non è un'entrata")}
    for use in uses:
        stands = use.valid_from <= movement.day and (
            use.valid_until is None or movement.day < use.valid_until
        )
        if use.origin == movement.origin and stands:
            return {"voice": use.voice.code, "voice_name": use.voice.name}
    return {"why": str(UNKNOWN.get(movement.origin, movement.origin))}
