"""A cooperative with a campaign, its treasurer, and what its bank writes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.payments import subjects
from ritrovo.foundations.payments.actions import files, imports
from ritrovo.foundations.payments.models import Payment, StatementImport, StatementUpload
from ritrovo.foundations.payments.queries.previews import preview
from ritrovo.foundations.payments.steps.importing import Choice
from ritrovo.foundations.payments.subjects import Donor, Subject
from ritrovo.foundations.people.models import BankAccount, Organisation, Person
from ritrovo.practices.campaigns.models import Campaign, Pledge
from tests import factories
from tests.payments.bank_files import balance, document, statement_xml

_numbers = count(1)


@dataclass
class Desk:
    """Who keeps the accounts of whom, and a campaign that takes money."""

    treasurer: Person
    organisation: Organisation
    account: BankAccount
    campaign: Campaign

    @property
    def actor(self) -> Actor:
        """The treasurer with the roles held now."""
        return factories.as_actor(self.treasurer)

    def pledge(self, cents: int = 2000, **facts: Any) -> Pledge:
        """Promise money to the campaign."""
        return factories.make_pledge(self.campaign, cents, **facts)

    def upload(self, *lines: str, **sums: Any) -> StatementUpload:
        """Upload a statement with these movements."""
        return files.upload_statement(
            actor=self.actor,
            bank_account_id=self.account.pk,
            name=sums.pop("name", "movimenti.xml"),
            content=statement(self.account, lines, **sums),
        )

    def imported(self, *lines: str, choices: dict[str, Choice] | None = None) -> StatementImport:
        """Upload and import movements; those certain are accepted."""
        upload = self.upload(*lines)
        return imports.import_statement(
            actor=self.actor, upload_id=upload.pk, choices=choices or {}
        )

    def paid(self, pledge: Pledge, cents: int | None = None, **facts: Any) -> Payment:
        """Have a promise paid by a transfer that names its code, whatever it turns out to be."""
        line = transfer(cents or pledge.cents, reason_of(pledge), **facts)
        upload = self.upload(line)
        (shown,) = preview(upload).lines
        choice = {shown.entry.fingerprint: Choice(due_id=pledge.due_id)}
        imports.import_statement(actor=self.actor, upload_id=upload.pk, choices=choice)
        return Payment.objects.select_related("due", "line").get(
            line__fingerprint=shown.entry.fingerprint, undone_at=None
        )


def make_desk(*, entitled: bool = True, **campaign: Any) -> Desk:
    """Open a desk: a cooperative with a treasurer and a campaign that keeps what comes."""
    describe_campaigns()
    organisation = factories.make_organisation(entitled=entitled)
    account = factories.make_bank_account(organisation)
    treasurer = factories.make_login_with_role("treasurer", organisation=organisation)
    made = factories.make_campaign(
        promoter=organisation, **{"funding_rule": "keep_it_all", **campaign}
    )
    return Desk(treasurer, organisation, account, made)


def describe_campaigns() -> None:
    """Have campaigns say what their dues are for, unless they already do."""
    if "campaigns" not in subjects._describers:
        subjects.register("campaigns", described)


def described(pledge_ids: Iterable[UUID]) -> dict[UUID, Subject]:
    """Describe promises as their campaign would."""
    found = Pledge.objects.filter(pk__in=list(pledge_ids)).select_related("campaign", "reward")
    return {
        pledge.pk: Subject(
            title=pledge.campaign.title,
            detail=pledge.reward.title if pledge.reward else "",
            donor=Donor(
                name=pledge.company_name or f"{pledge.given_name} {pledge.family_name}".strip(),
                tax_code=pledge.tax_code,
                address=pledge.address,
                is_body=bool(pledge.company_name),
            ),
            payer_name=pledge.payer_name,
            email=pledge.email,
            language=pledge.language,
        )
        for pledge in found
    }


def reason_of(pledge: Pledge) -> str:
    """Write what a backer copies into the transfer."""
    return f"{pledge.due.reference} EROGAZIONE LIBERALE"


def transfer(
    cents: int,
    text: str = "bonifico",
    *,
    name: str = "Carla Gila",
    day: date | None = None,
    iban: str = "",
    reversal: bool = False,
    reference: str = "",
) -> str:
    """Write one movement: money in for positive cents, money out for negative ones."""
    on = (day or clock.today()).isoformat()
    side = "Dbtr" if cents > 0 else "Cdtr"
    account = f"<{side}Acct><Id><IBAN>{iban}</IBAN></Id></{side}Acct>" if iban else ""
    parties = f"<RltdPties><{side}><Nm>{name}</Nm></{side}>{account}</RltdPties>" if name else ""
    unique = reference or f"TRN{next(_numbers):012d}"
    return (
        f'<Ntry><Amt Ccy="EUR">{abs(cents) / 100:.2f}</Amt>'
        f"<CdtDbtInd>{'CRDT' if cents > 0 else 'DBIT'}</CdtDbtInd>"
        f"{'<RvslInd>true</RvslInd>' if reversal else ''}"
        f"<Sts>BOOK</Sts><BookgDt><Dt>{on}</Dt></BookgDt><AcctSvcrRef>{unique}</AcctSvcrRef>"
        f"<NtryDtls><TxDtls>{parties}<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls>"
        "</Ntry>"
    )


def statement(
    account: BankAccount, lines: Iterable[str], *, opening: str = "", closing: str = ""
) -> bytes:
    """Write a camt.053 of one account."""
    sums = balance("OPBD", opening) + balance("CLBD", closing) if opening else ""
    return document(statement_xml(sums, *lines, iban=account.iban))


def yesterday() -> date:
    """Say which day was yesterday."""
    return clock.today() - timedelta(days=1)


def assert_proved() -> None:
    """Whatever happened, every proof of the installation holds."""
    drifted = {name: prove().drifted for name, prove in provers().items()}
    assert {name: found for name, found in drifted.items() if found} == {}
