"""Statements, journals of a subject, and the accountant's page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
import schwifty
from django.db import transaction
from django.test import Client
from django.urls import reverse as address_of

from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import EUR_CENT, Amount
from ritrovo.foundations.kernel.ranges import Days
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.queries import (
    account_statement,
    balances,
    journal_of,
    last_movements,
)
from ritrovo.foundations.ledger.steps import open_account, post
from ritrovo.foundations.people.actions import add_bank_account
from ritrovo.foundations.people.models import BankAccount, Organisation, Person
from tests.ledger.factories import leg, make_account
from tests.people import factories as make

OTHER_IBAN = str(
    schwifty.IBAN.generate("IT", bank_code="05428", account_code="9", branch_code="44250")
)
pytestmark = pytest.mark.django_db


def on(month: int, day: int, source: UUID, target: UUID, count: int, **changes: object) -> UUID:
    """Move cents on a day of 2026."""
    moment = datetime(2026, month, day, 12, tzinfo=UTC)
    told = {"kind": "collection", "key": uuid4(), "occurred_at": moment}
    with transaction.atomic():
        return post(leg(source, target, count), **(told | changes))


def test_a_statement_opens_with_what_came_before_and_runs_to_its_close() -> None:
    till, world = make_account(0), make_account(None)
    on(4, 30, world, till, 1000)
    on(5, 1, world, till, 250)
    on(5, 31, till, world, 50)
    on(6, 1, world, till, 9)
    statement = account_statement(till, Days(date(2026, 5, 1), date(2026, 6, 1)))
    assert statement.opening == Amount(1000, EUR_CENT)
    assert [line.balance.count for line in statement.movements] == [1250, 1200]
    assert [(line.debit.count, line.credit.count) for line in statement.movements] == [
        (250, 0),
        (0, 50),
    ]
    assert statement.closing == Amount(1200, EUR_CENT)


def test_a_statement_of_an_account_that_never_moved_is_empty() -> None:
    statement = account_statement(make_account())
    assert (statement.opening.count, statement.movements, statement.closing.count) == (0, (), 0)


@pytest.mark.parametrize("movements", [1, 20])
def test_a_statement_costs_two_queries(movements: int, django_assert_num_queries) -> None:
    till, world = make_account(0), make_account(None)
    for _ in range(movements):
        on(5, 1, world, till, 1)
    with django_assert_num_queries(2):
        assert len(account_statement(till).movements) == movements


def test_the_last_movements_of_some_accounts_are_newest_first(django_assert_num_queries) -> None:
    till, box, world = make_account(0), make_account(0), make_account(None)
    for count in (100, 200):
        on(5, 1, world, till, count)
    on(5, 2, till, box, 30)
    with django_assert_num_queries(1):
        found = last_movements([till, box], 3)
    assert {(each.account_id, each.amount.count, each.is_out) for each in found[:2]} == {
        (till, 30, True),
        (box, 30, False),
    }
    assert (found[2].account_id, found[2].amount.count, found[2].is_out) == (till, 200, False)
    assert last_movements([], 3) == []


def test_the_journals_of_a_subject_are_its_own_oldest_first() -> None:
    till, world, subject = make_account(0), make_account(None), uuid4()
    later = on(5, 2, world, till, 2, practice="campaigns", subject_id=subject)
    sooner = on(5, 1, world, till, 1, practice="campaigns", subject_id=subject)
    on(5, 1, world, till, 1, practice="campaigns", subject_id=uuid4())
    assert [journal.pk for journal in journal_of("campaigns", subject)] == [sooner, later]
    assert balances([till]) == {till: Amount(4, EUR_CENT)}


class TestPage:
    """The accountant's page of one organisation."""

    @pytest.fixture
    def desk(self) -> tuple[Actor, Organisation]:
        make.make_site()
        return make.make_desk()

    def receive(
        self, desk: tuple[Actor, Organisation], count: int, iban: str, day: int = 3
    ) -> None:
        """Let a campaign of an organisation receive cents on its account."""
        actor, organisation = desk
        account = BankAccount.objects.filter(iban=iban).first() or add_bank_account(
            actor=actor,
            organisation_id=organisation.pk,
            iban=iban,
            holder=organisation.legal_name,
            is_declared=True,
            proof=make.proof(),
        )
        with transaction.atomic():
            bank = open_account(
                address=f"bank:{account.pk}", book=Book.COLLECTED, unit=EUR_CENT, floor=None
            )
        on(5, day, bank, make_account(0, name="campaign"), count)

    def browser(self, actor: Actor) -> Client:
        client = Client()
        client.force_login(Person.objects.get(pk=actor.party_id).login)
        return client

    def test_debit_and_credit_of_ones_own_operations_and_of_no_other(
        self, desk: tuple[Actor, Organisation]
    ) -> None:
        other = make.make_desk("La Trama")
        self.receive(desk, 123_456, make.IBAN)
        self.receive(other, 777, OTHER_IBAN)
        page = address_of("ledger:book", args=[desk[1].pk])
        text = self.browser(desk[0]).get(page).content.decode()
        assert text.count("1.234,56") == 2
        assert "7,77" not in text
        assert self.browser(other[0]).get(page).status_code == 403

    def test_only_who_keeps_accounts_reads_them(self, desk: tuple[Actor, Organisation]) -> None:
        administrator, organisation = desk
        page = address_of("ledger:book", args=[organisation.pk])
        for role, status in (("treasurer", 200), ("operator", 403), ("promoter", 403)):
            member = make.member(organisation.pk, administrator, role)
            assert self.browser(member).get(page).status_code == status
        assert Client().get(page).status_code == 302

    def test_days_and_book_narrow_page_and_table(self, desk: tuple[Actor, Organisation]) -> None:
        self.receive(desk, 100, make.IBAN, day=3)
        self.receive(desk, 200, make.IBAN, day=5)
        browser = self.browser(desk[0])
        narrow = {"start": "2026-05-04", "last": "2026-05-05", "book": "collected"}
        page = browser.get(address_of("ledger:book", args=[desk[1].pk]), narrow).content.decode()
        assert ("2,00" in page, "1,00" in page) == (True, False)
        table = browser.get(address_of("ledger:table", args=[desk[1].pk]), narrow)
        rows = b"".join(table.streaming_content).decode("utf-8-sig").splitlines()
        assert rows[0] == "giorno;registrato;operazione;libro;conto;dare;avere;numero"
        assert [row.split(";")[5:7] for row in rows[1:]] == [["2,00", ""], ["", "2,00"]]
        none = browser.get(
            address_of("ledger:book", args=[desk[1].pk]), narrow | {"book": "promised"}
        )
        assert "nessuna operazione" in none.content.decode()

    def test_days_in_the_wrong_order_are_told(self, desk: tuple[Actor, Organisation]) -> None:
        page = address_of("ledger:book", args=[desk[1].pk])
        wrong = {"start": "2026-05-04", "last": "2026-05-01"}
        assert "viene prima" in self.browser(desk[0]).get(page, wrong).content.decode()

    @pytest.mark.parametrize("operations", [1, 20])
    def test_the_page_costs_the_same_for_one_and_twenty(
        self, desk: tuple[Actor, Organisation], operations: int, django_assert_max_num_queries
    ) -> None:
        for _ in range(operations):
            self.receive(desk, 100, make.IBAN)
        browser = self.browser(desk[0])
        with django_assert_max_num_queries(17) as asked:
            browser.get(address_of("ledger:book", args=[desk[1].pk]))
        assert len(asked) == 17
