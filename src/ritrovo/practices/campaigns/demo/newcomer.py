"""The statement left for whoever tries the demo: every awkward line a treasurer meets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from ritrovo.foundations.kernel.presence import present
from ritrovo.foundations.ledger.queries import balance_of
from ritrovo.foundations.payments.choices import DueState
from ritrovo.foundations.payments.references import creditor_reference, grouped, short_code
from ritrovo.foundations.payments.references.codes import CAPACITY
from ritrovo.practices.campaigns.choices import PledgeState, Status
from ritrovo.practices.campaigns.demo.bank import FEE, Bank, payable, transfer
from ritrovo.practices.campaigns.demo.camt import Movement, Payment, moved
from ritrovo.practices.campaigns.models import Pledge

BODY: Final = "ponte"
NAME: Final = "estratto-conto-ponte-rosso.xml"
# The last numbers of all: no promise of any installation will ever have their code.
NEVER_GIVEN: Final = CAPACITY - 2026
# How many ordinary transfers there are beside those for the campaign that is collecting.
ALSO: Final = 6
SMALL_CENTS: Final = 1000
STRANGER: Final = "BRERA GIANNI"


def write_statement(bank: Bank, folder: Path) -> Path:
    """Write the statement from the last imported day to yesterday; nothing is imported."""
    account = bank.account(BODY)
    first, last = bank.period(account)
    movements = [
        Movement(
            min(first + timedelta(days=place // 3), last),
            each.payments,
            each.is_reversal,
            each.is_pending,
            each.says,
        )
        for place, each in enumerate(_movements(bank))
    ]
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / NAME
    path.write_bytes(bank.printed(account, movements, (first, last)))
    return path


def _movements(bank: Bank) -> Iterator[Movement]:
    """Give the lines in the order of their days; the day itself is put in later."""
    day, account = bank.agenda.today, bank.account(BODY).own
    waiting = payable(account)
    # This statement brings the campaign that is collecting to its minimum.
    collecting = [each for each in waiting if each.campaign.status == Status.COLLECTING]
    others = [each for each in waiting if each.campaign.status != Status.COLLECTING]
    others.sort(key=lambda pledge: pledge.due.short_code)
    special = iter(_of_people(others[ALSO:]))
    yield from (moved(day, transfer(pledge)) for pledge in others[:ALSO])
    yield moved(day, _too_little(next(special)))
    yield moved(day, _too_much(next(special)))
    yield moved(day, transfer(next(special), name=STRANGER))
    yield moved(day, _short_code_only(next(special)))
    yield moved(day, _name_only(next(special)))
    yield from (moved(day, each) for each in _early_late_and_double(bank))
    yield moved(day, _unknown_reference())
    batch = tuple(transfer(next(special)) for _ in range(3))
    yield Movement(day, batch, says="BONIFICI A VOSTRO FAVORE - DISTINTA")
    yield from _came_and_went_back(next(special))
    yield from (moved(day, transfer(pledge)) for pledge in _enough(collecting))
    yield moved(day, _refund(bank))
    yield moved(day, FEE)
    yield Movement(day, (transfer(next(special)),), is_pending=True)


def _enough(pledges: list[Pledge]) -> Iterator[Pledge]:
    """Take promises of one campaign until what has come reaches its minimum."""
    if not pledges:
        return
    campaign = pledges[0].campaign
    missing = campaign.minimum_cents - balance_of(present(campaign.collected_account_id)).count
    for pledge in pledges:
        if missing <= 0:
            return
        missing -= pledge.cents
        yield pledge


def _of_people(pledges: list[Pledge]) -> list[Pledge]:
    """Take those of people, for whom a wrong name or sum is told apart."""
    return [pledge for pledge in pledges if not pledge.company_name and pledge.cents > SMALL_CENTS]


def _too_little(pledge: Pledge) -> Payment:
    return transfer(pledge, cents=pledge.cents - 500)


def _too_much(pledge: Pledge) -> Payment:
    return transfer(pledge, cents=pledge.cents + 1000)


def _short_code_only(pledge: Pledge) -> Payment:
    return transfer(pledge, text=f"offerta codice {grouped(pledge.due.short_code)} grazie a voi")


def _name_only(pledge: Pledge) -> Payment:
    return transfer(pledge, text=f"per {pledge.campaign.title.lower()}")


def _early_late_and_double(bank: Bank) -> Iterator[Payment]:
    """Give money that comes before success, for a promise taken back, and a second time."""
    here = Pledge.objects.filter(due__bank_account=bank.account(BODY).own, company_name="")
    ordered = here.select_related("due", "campaign").order_by("made_at", "due__short_code")
    early = ordered.filter(due__state=DueState.WAITING, state=PledgeState.COUNTED).first()
    late = ordered.filter(state=PledgeState.WITHDRAWN).last()
    paid = ordered.filter(state=PledgeState.PAID).last()
    yield from (transfer(pledge) for pledge in (early, late, paid) if pledge)


def _unknown_reference() -> Payment:
    reference = creditor_reference(short_code(NEVER_GIVEN))
    return Payment(
        4000, name="TONELLA WALTER", text=f"{reference} EROGAZIONE LIBERALE FORNO DI COMUNITA"
    )


def _came_and_went_back(pledge: Pledge) -> Iterator[Movement]:
    """Give a transfer that the payer's bank took back the day after."""
    paid = transfer(pledge)
    came = Payment(paid.cents, paid.text, paid.name, paid.iban, "STORNO0001")
    back = Payment(-paid.cents, paid.text, paid.name, paid.iban, "STORNO0001")
    day = pledge.made_at.date()
    yield Movement(day, (came,))
    yield Movement(day, (back,), is_reversal=True, says="STORNO BONIFICO")


def _refund(bank: Bank) -> Payment:
    """Give back a gift that its donor asked for, with its reference in the reason."""
    own = bank.account(BODY).own
    paid = Pledge.objects.filter(
        due__bank_account=own,
        state=PledgeState.PAID,
        company_name="",
        campaign__status=Status.PUBLISHED,
    )
    pledge = paid.select_related("due", "campaign").order_by("made_at", "due__short_code")[0]
    gave = transfer(pledge)
    return Payment(-gave.cents, f"{pledge.due.reference} RESTITUZIONE", gave.name, gave.iban)
