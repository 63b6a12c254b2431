"""The database keeps the books even from the program that writes them."""

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.databases import Databases
from tests.ledger.factories import leg, make_account, move, superuser_of

TABLES = ("ledger_account", "ledger_journal", "ledger_transfer")
CHANGES = (
    "UPDATE ledger_account SET received = received + 1",
    "UPDATE ledger_account SET floor = NULL",
    "UPDATE ledger_account SET address = 'mine'",
    "DELETE FROM ledger_account",
    "UPDATE ledger_journal SET kind = 'other'",
    "DELETE FROM ledger_journal",
    "UPDATE ledger_transfer SET count = count + 1",
    "DELETE FROM ledger_transfer",
    *(f"TRUNCATE {table} CASCADE" for table in TABLES),
    *(f"ALTER TABLE {table} DISABLE TRIGGER ALL" for table in TABLES),
    *(f"ALTER TABLE {table} ADD COLUMN other int" for table in TABLES),
    *(f"DROP TABLE {table} CASCADE" for table in TABLES),
    "DROP TRIGGER is_append_only ON ledger_transfer",
    "ALTER TABLE ledger_account DROP CONSTRAINT account_stays_above_its_floor",
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    "SET session_replication_role = replica",
)


def run(sql: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)


@pytest.fixture
def moved(db: None) -> Iterator[tuple]:
    """Lend a journal with its two accounts."""
    one, other = make_account(None), make_account(None)
    return move(leg(one, other, 5)), one, other


@pytest.mark.parametrize("change", CHANGES)
def test_the_runtime_role_cannot(moved: tuple, change: str) -> None:
    with pytest.raises(DatabaseError):
        run(change)


OWNER_TOO = [
    change for change in CHANGES if change.startswith(("UPDATE", "DELETE FROM ledger_", "TRUNCATE"))
]


@pytest.mark.parametrize("change", OWNER_TOO)
def test_not_even_the_owner_changes_what_is_written(
    committed_db: str, databases: Databases, change: str
) -> None:
    move(leg(make_account(None), make_account(None), 5))
    owner = psycopg.connect(databases.urls(committed_db).owner)
    with owner, pytest.raises(psycopg.Error) as refused:
        owner.execute(change)
    assert refused.value.sqlstate in {"23001", "23503"}  # Restricted, by a guard of ours or a key.


def test_an_account_opens_empty(db: None) -> None:
    with pytest.raises(DatabaseError, match="opens empty"):
        run(
            "INSERT INTO ledger_account (id, address, book, unit, sent, received)"
            " VALUES (%s, 'mine', 'collected', 'eur_cent', 0, 100)",
            uuid4(),
        )


def test_a_journal_takes_no_transfer_after_its_transaction(
    committed_db: str, databases: Databases
) -> None:
    one, other = make_account(None), make_account(None)
    journal = move(leg(one, other, 5))
    with pytest.raises(DatabaseError, match="after its own transaction"):
        add_transfer(journal, one, other)


def test_a_journal_cannot_be_sealed_in_another_transaction(committed_db: str) -> None:
    one, other, journal = make_account(None), make_account(None), uuid4()
    run(
        "INSERT INTO ledger_journal (id, key, digest, kind, practice, occurred_at, recorded_at,"
        " sealed_in) VALUES (%s, %s, '', 'any', '', now(), now(),"
        " (pg_current_xact_id()::text::bigint + 1)::text::xid8)",
        journal,
        uuid4(),
    )
    with pytest.raises(DatabaseError, match="after its own transaction"):
        add_transfer(journal, one, other)


def add_transfer(journal: object, one: object, other: object) -> None:
    run(
        "INSERT INTO ledger_transfer (id, journal_id, book, unit, source_id, target_id, count)"
        " VALUES (%s, %s, 'collected', 'eur_cent', %s, %s, 1)",
        uuid4(),
        journal,
        one,
        other,
    )


def test_a_trigger_on_a_table_of_its_own_gives_the_runtime_role_no_money(moved: tuple) -> None:
    _journal, one, other = moved
    run("CREATE TEMP TABLE forged (source_id uuid, target_id uuid, count bigint)")
    run("""
        CREATE TRIGGER forge AFTER INSERT ON forged REFERENCING NEW TABLE AS added
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_move_counters();
    """)
    with pytest.raises(DatabaseError, match="only transfers move accounts"):
        run("INSERT INTO forged VALUES (%s, %s, 1000000)", one, other)


def test_a_trigger_function_of_its_own_gives_it_none_either(moved: tuple) -> None:
    run("CREATE TEMP TABLE forged (count bigint)")
    run("""
        CREATE FUNCTION pg_temp.forge() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            UPDATE public.ledger_account SET received = received + 1000000; RETURN NEW; END $$;
        CREATE TRIGGER forge BEFORE INSERT ON forged FOR EACH ROW EXECUTE FUNCTION pg_temp.forge();
    """)
    with pytest.raises(DatabaseError):
        run("INSERT INTO forged VALUES (1)")


def test_control_a_superuser_with_the_guards_asleep_can(
    committed_db: str, databases: Databases
) -> None:
    move(leg(make_account(None), make_account(None), 5))
    with superuser_of(databases, committed_db) as setup:
        setup.execute("SET session_replication_role = replica")
        assert setup.execute("UPDATE ledger_account SET received = received + 1").rowcount == 2
