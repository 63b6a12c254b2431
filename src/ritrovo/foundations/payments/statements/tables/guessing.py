"""Where the header of a bank's table is, and what its columns probably hold."""

from __future__ import annotations

import re

from ritrovo.foundations.kernel.tables import headers
from ritrovo.foundations.kernel.tables.cells import plain_words, read_cents, read_date
from ritrovo.foundations.kernel.tables.grids import Grid, Table
from ritrovo.foundations.kernel.tables.headers import (
    columns_by_name,
    date_order_of,
    role_in,
    share_of,
)
from ritrovo.foundations.payments.statements.tables.columns import ColumnMapping, SkipRule

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
    return headers.table_of(name, grid, digest, _role_of)


def guess_mapping(table: Table) -> ColumnMapping | None:
    """Propose what each column holds, from header and cells; None when date, amount or text lack.

    A proposal only: someone looks at it once, then it is remembered.
    """
    roles = columns_by_name(table, _NAMES)
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
        date_order=date_order_of(table, roles["booked_on"]),
        skip=rules,
        **roles,  # type: ignore[arg-type]
    )


def _role_of(name: str) -> str | None:
    return role_in(_NAMES, name) or ("text" if name in _TEXTS else None)


def _tell_currency_from_value_date(table: Table, roles: dict[str, int]) -> None:
    """Look at the cells: in Italian *valuta* is both a currency and the day of value."""
    column = roles.get("value_on")
    if column is None or share_of(table, column, read_date) >= _MOST:
        return
    del roles["value_on"]
    if share_of(table, column, _is_currency) >= _MOST:
        roles.setdefault("currency", column)


def _find_by_cells(table: Table, roles: dict[str, int]) -> None:
    """Find date and amount by what the cells hold where no name tells."""
    taken = set(roles.values())
    free = [column for column in range(table.width) if column not in taken]
    if "booked_on" not in roles:
        for column in free:
            if share_of(table, column, read_date) >= _NEARLY_ALL:
                roles["booked_on"] = column
                free.remove(column)
                break
    if "amount" not in roles and not {"debit", "credit"} <= roles.keys():
        for column in free:
            is_date = share_of(table, column, read_date) >= _MOST
            if not is_date and share_of(table, column, read_cents) >= _NEARLY_ALL:
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


def _is_currency(cell: object) -> bool | None:
    return True if re.fullmatch(r"[A-Z]{3}", str(cell).strip()) else None
