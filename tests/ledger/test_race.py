"""Many post at once: nobody overdraws, nobody deadlocks; without the guards, both happen."""

from __future__ import annotations

import random
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from uuid import UUID, uuid4

import psycopg
from django.db import OperationalError, connection, connections, transaction

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.ledger.errors import Overdrawn
from ritrovo.foundations.ledger.queries import balance_of, recount
from ritrovo.foundations.ledger.steps import post_once
from tests.databases import Databases
from tests.ledger.factories import leg, make_account, move, superuser_of

THREADS = 8
FLOOR = "account_stays_above_its_floor"


def all_at_once(*works: Callable[[], None]) -> None:
    """Run every work in a thread of its own, all from the same instant; raise what one raised."""
    start, raised = threading.Barrier(len(works)), []

    def run(work: Callable[[], None]) -> None:
        start.wait()
        try:
            work()
        except BaseException as error:  # noqa: BLE001  It is raised again below.
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


def spend_together(purse: UUID, shops: list[UUID]) -> int:
    """Let every thread try to spend all there is in one purse; how many managed."""
    spent: list[UUID] = []

    def spend(shop: UUID) -> None:
        with suppress(Overdrawn):
            spent.append(move(leg(purse, shop, 10)))

    all_at_once(*[lambda shop=shop: spend(shop) for shop in shops])
    return len(spent)


def filled_purse() -> tuple[UUID, list[UUID]]:
    """Open a purse with ten cents, and a shop for each thread."""
    purse = make_account(0)
    move(leg(make_account(None), purse, 10))
    return purse, [make_account(0) for _ in range(THREADS)]


def cross(moves: int) -> Counter[str]:
    """Let threads post across the same six accounts in any order; count what happened."""
    accounts, seen = [make_account(None) for _ in range(6)], Counter[str]()

    def post_many(seed: int) -> None:
        dice = random.Random(seed)
        for _ in range(moves):
            pairs = [dice.sample(accounts, 2) for _ in range(4)]
            try:
                move(*(leg(a, b, dice.randint(1, 9)) for a, b in pairs))
                seen["posted"] += 1
            except OperationalError as error:
                seen[type(error.__cause__).__name__] += 1

    all_at_once(*[lambda seed=seed: post_many(seed) for seed in range(THREADS)])
    return seen


def notice_deadlocks_soon(databases: Databases, name: str) -> None:
    """Let the server look for deadlocks every 20 ms instead of every second."""
    with superuser_of(databases, name) as setup:
        setup.execute(f"ALTER DATABASE {name} SET deadlock_timeout = '20ms'")
    connections.close_all()
    connection.close_pool()


def as_owner(databases: Databases, name: str, sql: str) -> None:
    """Change the tables behind the program's back."""
    with psycopg.connect(databases.urls(name).owner) as owner:
        owner.execute(sql)


def test_one_of_eight_spends_the_last_ten_cents(committed_db: str) -> None:
    purse, shops = filled_purse()
    assert spend_together(purse, shops) == 1
    assert balance_of(purse).count == 0
    assert all(account.agrees for account in recount())


def test_control_without_the_floor_all_eight_do(committed_db: str, databases: Databases) -> None:
    as_owner(databases, committed_db, f"ALTER TABLE ledger_account DROP CONSTRAINT {FLOOR}")
    purse, shops = filled_purse()
    assert spend_together(purse, shops) == THREADS
    assert balance_of(purse).count == -10 * (THREADS - 1)


def test_posts_across_the_same_accounts_never_deadlock(
    committed_db: str, databases: Databases
) -> None:
    notice_deadlocks_soon(databases, committed_db)
    assert cross(30) == {"posted": 30 * THREADS}
    assert all(account.agrees for account in recount())


def test_control_in_any_other_order_they_do(committed_db: str, databases: Databases) -> None:
    as_owner(
        databases,
        committed_db,
        """
        DO $$ BEGIN
            EXECUTE replace(pg_get_functiondef('ledger_move_counters'::regproc),
                            'ORDER BY account_id', 'ORDER BY random()');
        END $$
        """,
    )
    notice_deadlocks_soon(databases, committed_db)
    assert cross(10)["DeadlockDetected"] > 0
    assert all(account.agrees for account in recount())


def test_one_key_sent_by_eight_moves_value_once(committed_db: str) -> None:
    one, other, key, moment = make_account(None), make_account(None), uuid4(), clock.now()
    journals: set[UUID] = set()

    def send() -> None:
        with suppress(Exception), transaction.atomic():
            journals.add(post_once(leg(one, other, 5), kind="any", key=key, occurred_at=moment))

    all_at_once(*[send] * THREADS)
    assert len(journals) == 1
    assert balance_of(other).count == 5
