"""Where the header of a bank's table is, and what its columns probably hold."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Sequence

from ritrovo.foundations.payments.statements.tables.cells import (
    DateOrder,
    cell_text,
    plain_words,
    read_cents,
    read_date,
)
from ritrovo.foundations.payments.statements.tables.columns import ColumnMapping, SkipRule
from ritrovo.foundations.payments.statements.tables.grids import Grid, Row, Table

_HEADER_WITHIN = 60
_ROWS_TO_LOOK_AT = 50
# Which part of a column must be readable to call it so, by its cells alone or with its name.
_NEARLY_ALL = 0.8
_MOST = 0.5
# Words as Italian and a few foreign banks write them, without accents; the first match wins.
_NAMES: dict[str, tuple[str, ...]] = {
    "value_on": ("data valuta", "valuta", "value date", "data val"),
    "booked_on": (
        "data contabile",
        "data contabilizzazione",
        "data registrazione",
        "data operazione",
        "data movimento",
        "data esecuzione",
        "data contab",
        "data op",
        "booking date",
        "completed date",
        "date",
        "data",
    ),
    "balance": ("saldo", "saldo contabile", "saldo progressivo", "saldo eur", "balance"),
    "debit": (
        "dare",
        "addebiti",
        "addebito",
        "uscite",
        "uscita",
        "importo addebito",
        "importo dare",
        "addebiti eur",
        "dare eur",
        "uscite eur",
        "debit",
        "paid out",
    ),
    "credit": (
        "avere",
        "accrediti",
        "accredito",
        "entrate",
        "entrata",
        "importo accredito",
        "importo avere",
        "accrediti eur",
        "avere eur",
        "entrate eur",
        "credit",
        "paid in",
    ),
    "sign": ("segno", "d a", "dare avere", "dare o avere", "c d"),
    "amount": (
        "importo",
        "importo eur",
        "importo in euro",
        "importo euro",
        "importo movimento",
        "importo operazione",
        "ammontare",
        "amount",
        "amount eur",
        "lordo",
    ),
    "party_iban": (
        "iban controparte",
        "iban ordinante",
        "iban beneficiario",
        "iban ordinante beneficiario",
        "conto controparte",
    ),
    "party_name": (
        "controparte",
        "ordinante",
        "ordinante beneficiario",
        "beneficiario ordinante",
        "nome controparte",
        "nominativo",
        "nome",
        "ragione sociale",
        "payer",
        "counterparty",
    ),
    "end_to_end_id": ("end to end", "endtoend", "end to end id", "endtoendid", "id end to end"),
    "bank_reference": (
        "riferimento banca",
        "rif banca",
        "riferimento operazione",
        "numero operazione",
        "id operazione",
        "id transazione",
        "id movimento",
        "codice identificativo",
        "cro",
        "trn",
        "cro trn",
        "transaction id",
    ),
    "currency": ("divisa", "currency", "div"),
    "state": ("stato", "stato movimento", "status", "contabilizzato"),
}
_TEXTS = (
    "causale",
    "descrizione",
    "descrizione operazione",
    "descrizione estesa",
    "descrizione movimento",
    "descrizione completa",
    "causale descrizione",
    "operazione",
    "dettagli",
    "dettaglio",
    "note",
    "description",
    "details",
    "reference",
    "tipologia",
    "tipo operazione",
)
_NOT_BOOKED_WORDS = ("non contabilizzato", "in attesa", "autorizzato", "pending")


def table_of(name: str, grid: Grid, digest: str) -> Table:
    """Find the header among the first rows, below whatever the bank writes above it."""
    place = _header_place(grid.rows)
    header = grid.rows[place] if place is not None else None
    body_from = 0 if place is None else place + 1
    return Table(
        name=name,
        format=grid.format,
        preamble=grid.rows[: place or 0],
        header=tuple(cell_text(cell) for cell in header.cells) if header else (),
        header_line=header.line if header else 0,
        rows=grid.rows[body_from:],
        digest=digest,
        encoding=grid.encoding,
        separator=grid.separator,
        encoding_guessed=grid.encoding_guessed,
    )


def header_fingerprint(table: Table) -> str:
    """Give a key under which the mapping of this bank's tables can be remembered.

    The same columns in the same order give the same key, whatever capitals, accents and format.
    """
    names = [plain_words(name) for name in table.header] or [f"columns {table.width}"]
    return hashlib.sha256("\x1f".join(names).encode()).hexdigest()


def guess_mapping(table: Table) -> ColumnMapping | None:
    """Propose what each column holds, from header and cells; None when date, amount or text lack.

    A proposal only: someone looks at it once, then it is remembered.
    """
    roles = _roles_by_name(table)
    _tell_currency_from_value_date(table, roles)
    _find_by_cells(table, roles)
    if "amount" in roles:
        roles.pop("debit", None)
        roles.pop("credit", None)
    text = _text_columns(table, roles)
    has_amount = "amount" in roles or {"debit", "credit"} <= roles.keys()
    if "booked_on" not in roles or not has_amount or not text:
        return None
    state = roles.pop("state", None)
    rules = () if state is None else tuple(SkipRule(state, w) for w in _NOT_BOOKED_WORDS)
    return ColumnMapping(
        text=text,
        date_order=_date_order(table, roles["booked_on"]),
        skip=rules,
        **roles,  # type: ignore[arg-type]
    )


def _header_place(rows: Sequence[Row]) -> int | None:
    best, best_score = None, 1
    for place, row in enumerate(rows[:_HEADER_WITHIN]):
        score = len({role for cell in row.cells if (role := _role_of(plain_words(cell)))})
        if score > best_score:
            best, best_score = place, score
    return best


def _role_of(name: str) -> str | None:
    for role, names in _NAMES.items():
        if name in names:
            return role
    return "text" if name in _TEXTS else None


def _roles_by_name(table: Table) -> dict[str, int]:
    """Give each role the column whose name stands first in the role's list."""
    chosen: dict[str, tuple[int, int]] = {}
    for column, title in enumerate(table.header):
        name = plain_words(title)
        role = _role_of(name)
        if role is None or role == "text":
            continue
        rank = _NAMES[role].index(name)
        if role not in chosen or rank < chosen[role][0]:
            chosen[role] = (rank, column)
    return {role: column for role, (_, column) in chosen.items()}


def _tell_currency_from_value_date(table: Table, roles: dict[str, int]) -> None:
    """Look at the cells: in Italian *valuta* is both a currency and the day of value."""
    column = roles.get("value_on")
    if column is None or _share(table, column, read_date) >= _MOST:
        return
    del roles["value_on"]
    if _share(table, column, _is_currency) >= _MOST:
        roles.setdefault("currency", column)


def _find_by_cells(table: Table, roles: dict[str, int]) -> None:
    """Find date and amount by what the cells hold where no name tells."""
    taken = set(roles.values())
    free = [column for column in range(table.width) if column not in taken]
    if "booked_on" not in roles:
        for column in free:
            if _share(table, column, read_date) >= _NEARLY_ALL:
                roles["booked_on"] = column
                free.remove(column)
                break
    if "amount" not in roles and not {"debit", "credit"} <= roles.keys():
        for column in free:
            is_date = _share(table, column, read_date) >= _MOST
            if not is_date and _share(table, column, read_cents) >= _NEARLY_ALL:
                roles["amount"] = column
                break


def _text_columns(table: Table, roles: dict[str, int]) -> tuple[int, ...]:
    taken = set(roles.values())
    named = [i for i, title in enumerate(table.header) if plain_words(title) in _TEXTS]
    if named:
        return tuple(column for column in named if column not in taken)
    lengths = {
        column: sum(len(row.text(column)) for row in table.rows[:_ROWS_TO_LOOK_AT])
        for column in range(table.width)
        if column not in taken
    }
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    return () if longest is None or not lengths[longest] else (longest,)


def _date_order(table: Table, column: int) -> DateOrder:
    """Choose day first unless only month first can read the column."""

    def readable(order: DateOrder) -> float:
        return _share(table, column, lambda cell: read_date(cell, order))

    month_wins = readable(DateOrder.MONTH_FIRST) > readable(DateOrder.DAY_FIRST)
    return DateOrder.MONTH_FIRST if month_wins else DateOrder.DAY_FIRST


def _is_currency(cell: object) -> bool | None:
    return True if re.fullmatch(r"[A-Z]{3}", str(cell).strip()) else None


def _share(table: Table, column: int, read: Callable[..., object | None]) -> float:
    """Say which part of the column's filled cells can be read so."""
    cells = [row.cell(column) for row in table.rows[:_ROWS_TO_LOOK_AT] if row.text(column)]
    return sum(read(cell) is not None for cell in cells) / len(cells) if cells else 0.0
