"""Tests run with the rights of the runtime role, on a database of their own."""

import threading
from uuid import uuid4

import pytest
from django.db import connection, transaction

ADD = "INSERT INTO kernel_idempotencykey (id, scope, key, digest, created_at)"


def asked(sql: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0]


def test_tests_run_as_the_runtime_role(db: None) -> None:
    assert asked("SELECT current_user") == "ritrovo_app"
    assert asked("SELECT has_database_privilege(current_database(), 'CREATE')") is False


@pytest.mark.parametrize("turn", [1, 2])
def test_a_committed_database_starts_empty_each_time(committed_db: str, turn: int) -> None:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute(f"{ADD} VALUES (%s, 'here', %s, '', now())", [uuid4(), uuid4()])
    seen: list[object] = []

    def count() -> None:
        seen.append(asked("SELECT count(*) FROM kernel_idempotencykey"))
        connection.close()

    thread = threading.Thread(target=count)
    thread.start()
    thread.join()
    assert seen == [1]
