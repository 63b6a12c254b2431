"""The banks of the demo: who pays when, and the statements that their treasurers import."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Final
from uuid import UUID
from zlib import crc32

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.actions import files, imports, lines
from ritrovo.foundations.payments.choices import DueState, SetAside
from ritrovo.foundations.payments.models import BankLine, StatementImport
from ritrovo.foundations.payments.references import sepa_text
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import BankAccount
from ritrovo.practices.campaigns.actions import accounts
from ritrovo.practices.campaigns.choices import PledgeState
from ritrovo.practices.campaigns.demo import byhand, codes, texts
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.camt import Movement, Payment, moved, statement
from ritrovo.practices.campaigns.demo.community import Community, paper
from ritrovo.practices.campaigns.demo.neighbours import another
from ritrovo.practices.campaigns.models import Campaign, Pledge

# On which days each body's treasurer downloads a statement and imports it, up to the day before.
DOWNLOADS: Final = {
    "fili": (-375, -255, -150),
    "ponte": (-190, -172, -150, -20, -9),
    "credenza": (-130, -100, -86),
    "colorate": (-12,),
}
# The body whose first statement has lines that are not as they should be, and what is receipted.
ODD: Final = "ponte"
RECEIPTED, RECEIPTS_DAY = "doposcuola", -149
MOVES, ANOTHER_IBAN_DAY, OTHER_NUMBER = "palco", -2, 2001
FIRST_BALANCE: Final = 412_350
SLOWEST_DAYS: Final = 8
PAYERS: Final = 500_000
FEE: Final = Payment(-250, text="COMMISSIONI E SPESE TENUTA CONTO")
RENT: Final = Payment(-38_000, name="IMMOBILIARE CERVO SRL", text="AFFITTO SEDE")


@dataclass
class Account:
    """A bank account of the demo, and what its bank knows."""

    body: str
    own: BankAccount
    number: int = 0
    seen_until: date | None = None
    decided: dict[UUID, bool] = field(default_factory=dict)


class Bank:
    """Pays promises into the beneficiaries' accounts, and prints their statements."""

    def __init__(self, agenda: Agenda, community: Community, random: Random) -> None:
        self.agenda, self.community = agenda, community
        self.random = another(random)
        self.accounts: dict[str, Account] = {}

    def write_down(self) -> None:
        """Write down when each statement is imported."""
        for body, days in DOWNLOADS.items():
            for day in days:
                self.agenda.at(day, partial(self.import_statement, body), hour=9.5)
        self.agenda.at(RECEIPTS_DAY, self._receipt)
        self.agenda.at(ANOTHER_IBAN_DAY, self._another_iban)

    def account(self, body: str) -> Account:
        """Give a body's account at its bank."""
        if body not in self.accounts:
            self.accounts[body] = Account(body, self.community.accounts[body])
        return self.accounts[body]

    def import_statement(self, body: str) -> StatementImport:
        """Print the statement up to yesterday and have the treasurer import it."""
        account = self.account(body)
        first, last = self.period(account)
        paid = list(self._paid(account, first, last))
        if body == ODD and account.number == 0:
            paid = byhand.spoiled(paid, last)
        back = byhand.given_back(account.own.pk, last)
        movements = [*paid, *back, moved(last, FEE), moved(last, RENT)]
        treasurer = self.community.who("treasurer", body)
        upload = files.upload_statement(
            actor=treasurer,
            bank_account_id=account.own.pk,
            name=f"estratto-conto-{last:%Y-%m-%d}.xml",
            content=self.printed(account, movements, (first, last)),
        )
        done = imports.import_statement(actor=treasurer, upload_id=upload.pk, choices={})
        byhand.match_what_is_left(treasurer, done)
        byhand.refund_what_is_left(treasurer, done)
        self._put_aside(done, body)
        return done

    def _receipt(self) -> None:
        """Have the treasurer issue the receipts of a campaign that is won."""
        (title,) = [told["title"] for told in texts.campaigns() if told["key"] == RECEIPTED]
        treasurer = self.community.who("treasurer", ODD)
        own = self.account(ODD).own
        byhand.issue_receipts(treasurer, own.organisation_id, clock.today().year, title)

    def _another_iban(self) -> None:
        """Have one treasurer propose another account for a campaign; the other has to decide."""
        treasurer = self.community.who("treasurer", ODD)
        own = self.account(ODD).own
        other = people.add_bank_account(
            actor=treasurer,
            organisation_id=own.organisation_id,
            iban=codes.iban(OTHER_NUMBER),
            holder=own.holder,
            is_declared=True,
            proof=paper("attestazione.pdf", "Attestazione della banca", own.holder),
        )
        (title,) = [told["title"] for told in texts.campaigns() if told["key"] == MOVES]
        campaign = Campaign.objects.get(title=title)
        accounts.propose_account(actor=treasurer, campaign_id=campaign.pk, bank_account_id=other.pk)

    def printed(
        self, account: Account, movements: list[Movement], days: tuple[date, date]
    ) -> bytes:
        """Print the account's next statement over days, from where the last one closed."""
        account.number += 1
        account.seen_until = days[1]
        opening = last_balance(account.own)
        return statement(
            account.own, movements, number=account.number, opening_cents=opening, days=days
        )

    def period(self, account: Account) -> tuple[date, date]:
        """Give the days not printed yet, up to yesterday."""
        yesterday = clock.today() - timedelta(days=1)
        since = account.seen_until or yesterday - timedelta(days=60)
        return since + timedelta(days=1), yesterday

    def _paid(self, account: Account, first: date, last: date) -> Iterable[Movement]:
        """Give the transfers of those who paid in these days; some promises are never paid."""
        for pledge in payable(account.own):
            if pledge.pk not in account.decided:
                share = shares()[pledge.campaign.title]
                account.decided[pledge.pk] = self.random.random() < share
            opened = clock.day_of(pledge.due.opened_at)
            day = opened + timedelta(days=self.random.randint(1, SLOWEST_DAYS))
            if account.decided[pledge.pk] and day <= last:
                yield moved(max(day, first), transfer(pledge))

    def _put_aside(self, done: StatementImport, body: str) -> None:
        """Have the treasurer say of the lines that are nobody's gift what they are."""
        reasons = {FEE.cents: SetAside.FEE, RENT.cents: SetAside.NOT_OURS}
        for line in BankLine.objects.filter(statement=done, cents__in=list(reasons)):
            lines.set_line_aside(
                actor=self.community.who("treasurer", body),
                line_id=line.pk,
                reason=reasons[line.cents],
            )


def shares() -> dict[str, float]:
    """Say of each campaign, by its title, which share of its promises is paid."""
    return {
        told["title"]: told["promises"]["pays"] for told in texts.campaigns() if "promises" in told
    }


def last_balance(account: BankAccount) -> int:
    """Say where the last imported statement of an account closed, or where the demo begins."""
    closed = StatementImport.objects.filter(bank_account=account, undone_at=None)
    cents = closed.order_by("-last_day").values_list("closing_cents", flat=True).first()
    return FIRST_BALANCE if cents is None else cents


def payable(account: BankAccount) -> list[Pledge]:
    """List the promises that can be paid on an account and are not, the oldest first."""
    open_now = Pledge.objects.filter(
        due__bank_account=account, due__state=DueState.OPEN, state=PledgeState.COUNTED
    ).filter(due__payments=None)
    return list(open_now.select_related("due", "campaign").order_by("made_at", "due__short_code"))


def transfer(
    pledge: Pledge, *, cents: int | None = None, name: str = "", text: str = ""
) -> Payment:
    """Pay a promise as its instructions say, or otherwise where told."""
    payer = name or pledge.company_name or f"{pledge.family_name} {pledge.given_name}"
    return Payment(
        cents=pledge.cents if cents is None else cents,
        name=payer.upper(),
        iban=codes.iban(PAYERS + crc32(pledge.due.short_code.encode())),
        text=text or reason(pledge),
    )


def reason(pledge: Pledge) -> str:
    """Write the transfer's reason as the instructions give it."""
    words = "EROGAZIONE LIBERALE" if pledge.gift_cents == pledge.cents else "ACQUISTO RICOMPENSA"
    return f"{pledge.due.reference} {words} {sepa_text(pledge.campaign.title)}"
