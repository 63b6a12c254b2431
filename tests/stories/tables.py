"""The ledger told as a table that a person can read, for stories kept as snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.amounts import EUR_CENT
from ritrovo.foundations.ledger.choices import Book
from ritrovo.foundations.ledger.models import Account, Journal, Transfer

HEAD = ("day", "what", "book", "from", "to", "amount")


def ledger_story(names: Mapping[UUID, str], *, journals: Iterable[Journal] | None = None) -> str:
    """Tell every transfer, in the order it happened, then what rests where.

    `names` calls accounts by their ids; others are called by their address without its id.
    Without `journals` the whole ledger is told.
    """
    rows = Transfer.objects.select_related("journal", "source", "target")
    if journals is not None:
        rows = rows.filter(journal__in=[journal.pk for journal in journals])
    told = list(rows)
    order = _orders(told, names)
    lines = [
        (
            str(clock.day_of(row.journal.occurred_at)),
            row.journal.kind,
            row.book,
            _called(row.source, names),
            _called(row.target, names),
            _counted(row.count, row.unit),
        )
        for row in sorted(told, key=lambda row: (order[row.journal_id], *_beside(row, names)))
    ]
    return f"{_table([HEAD, *lines])}\n\n{balances(names)}"


def balances(names: Mapping[UUID, str]) -> str:
    """Tell what rests in the accounts that moved."""
    moved = Account.objects.exclude(sent=0, received=0)
    lines = sorted(
        (a.book, _called(a, names), _counted(a.received - a.sent, a.unit_id)) for a in moved
    )
    return _table([("book", "account", "rests"), *lines])


def _orders(rows: Iterable[Transfer], names: Mapping[UUID, str]) -> dict[UUID, tuple[object, ...]]:
    """Put journals as they happened; those of one instant by what they say, never by their ids."""
    sides: dict[UUID, list[tuple[object, ...]]] = {}
    journals = {}
    for row in rows:
        sides.setdefault(row.journal_id, []).append(_beside(row, names))
        journals[row.journal_id] = row.journal
    return {
        pk: (each.occurred_at, each.recorded_at, each.kind, sorted(sides[pk]), pk)
        for pk, each in journals.items()
    }


def _beside(row: Transfer, names: Mapping[UUID, str]) -> tuple[object, ...]:
    """Put the transfers of one journal by book, promises first, and by names."""
    return (
        row.book != Book.PROMISED,
        _called(row.source, names),
        _called(row.target, names),
        row.count,
    )


def _called(account: Account, names: Mapping[UUID, str]) -> str:
    return names.get(account.pk) or account.address.partition(":")[0]


def _counted(count: int, unit: str) -> str:
    if unit != EUR_CENT:
        return f"{count} {unit}"
    sign = "-" if count < 0 else ""
    return f"{sign}{abs(count) // 100}.{abs(count) % 100:02}"


def _table(rows: list[tuple[str, ...]]) -> str:
    """Write columns side by side, the last one to the right, a line under the head."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            [cell.ljust(width) for cell, width in zip(row[:-1], widths[:-1], strict=True)]
            + [row[-1].rjust(widths[-1])]
        )
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])
