"""`ritrovo prove` agrees with sound books, and fails on every drift planted behind its back."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger import proofs
from ritrovo.foundations.ledger.management.commands import prove
from ritrovo.foundations.ledger.proving import provers
from tests.databases import Databases
from tests.ledger.factories import leg, make_account, move, unguarded

ROOMS = ("ritrovo.foundations.ledger.", "ritrovo.foundations.contributions.")
DRIFTS = {
    "UPDATE ledger_account SET received = received + 1 WHERE address LIKE 'one:%'": (
        "accounts agree with their transfers"
    ),
    "UPDATE ledger_transfer SET count = count + 1": "accounts agree with their transfers",
    "DELETE FROM ledger_transfer": "accounts agree with their transfers",
    "UPDATE ledger_account SET sent = sent + 1 WHERE address LIKE 'two:%'": (
        "books balance, unit by unit"
    ),
    "UPDATE ledger_transfer SET book = 'promised'": "transfers keep one book and one unit",
    "DELETE FROM ledger_journal": "transfers keep one book and one unit",
    "ALTER TABLE ledger_transfer DISABLE TRIGGER is_append_only": "guards of the books are on",
    "DROP TRIGGER is_never_truncated ON ledger_journal": "guards of the books are on",
    "ALTER TABLE contributions_contribution DISABLE TRIGGER ALL": "guards of the facts are on",
}


@pytest.fixture
def own_rooms_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Prove the books and the facts only: the other rooms prove theirs."""
    chosen = {name: prover for name, prover in provers_of_rooms().items() if name.startswith(ROOMS)}
    monkeypatch.setattr(prove, "provers", lambda: chosen)


def provers_of_rooms() -> dict:
    """Find the proofs of the rooms, whatever the practices register."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ritrovo.foundations.ledger.proving.practices", tuple)
        return provers()


def proved() -> str:
    """Run the command; what it printed, with the failure's words when it fails."""
    out = StringIO()
    try:
        call_command("prove", stdout=out, no_color=True)
    except CommandError as failure:
        return f"{out.getvalue()}FAILED: {failure}"
    return out.getvalue()


@pytest.fixture
def books(committed_db: str) -> str:
    """Lend a database with two accounts and a transfer; its name."""
    one, two = make_account(None, name="one"), make_account(None, name="two")
    move(leg(one, two, 5))
    return committed_db


@pytest.mark.usefixtures("own_rooms_only")
def test_sound_books_agree_and_each_proof_says_what_it_counted(books: str) -> None:
    printed = proved()
    assert "Everything agrees." in printed
    assert "           2  accounts agree with their transfers" in printed
    assert "           1  transfers keep one book and one unit" in printed


@pytest.mark.usefixtures("own_rooms_only")
@pytest.mark.parametrize("drift", DRIFTS)
def test_a_planted_drift_fails(books: str, databases: Databases, drift: str) -> None:
    with unguarded(databases, books) as setup:
        setup.execute(drift)
    printed = proved()
    assert f"NOT: {DRIFTS[drift]}" in printed
    assert "FAILED" in printed


@pytest.mark.usefixtures("own_rooms_only")
def test_an_account_below_its_floor_fails(books: str, databases: Databases) -> None:
    with unguarded(databases, books) as setup:
        setup.execute("ALTER TABLE ledger_account DROP CONSTRAINT account_stays_above_its_floor")
        setup.execute("UPDATE ledger_account SET floor = 100")
    assert "NOT: accounts stand above their floors" in proved()


def test_a_proof_cannot_write(books: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def meddle() -> Proof:
        make_account()
        return Proof(0, "nothing")

    monkeypatch.setattr(prove, "provers", lambda: {"meddle": meddle})
    with pytest.raises(DatabaseError, match="read-only"):
        call_command("prove", stdout=StringIO())


def test_every_public_proof_of_a_room_is_found() -> None:
    found = provers_of_rooms()
    own = {name.rpartition(".")[2] for name in found if name.startswith(proofs.__name__)}
    assert own == {
        "accounts_agree_with_their_transfers",
        "accounts_stand_above_their_floors",
        "every_book_balances",
        "guards_of_the_books_stand",
        "tills_never_give_more_than_they_hold",
        "transfers_keep_one_book_and_unit",
    }


def test_the_recount_costs_one_query_for_any_number_of_accounts(
    db: None, django_assert_num_queries
) -> None:
    for accounts in (2, 20):
        made = [make_account(None) for _ in range(accounts)]
        with transaction.atomic():
            move(leg(made[0], made[1], 1))
        with django_assert_num_queries(1):
            assert not proofs.accounts_agree_with_their_transfers().drifted
