"""What is known of a person, room by room: each room says it, lets it be forgotten, or keeps it.

Rooms register when the apps are ready; practices do through `Practice.known`. See decision
record 0023.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

Value = str | int | None
SHOWN: Final = 5

# The headings of the tables, here so that they are translated.
COLUMNS: Final = (
    _("a"), _("a chi"), _("al"), _("annullato"), _("browser"), _("campagna"), _("causale"),
    _("che cosa"), _("chi"), _("chi lo sa"), _("codice fiscale"), _("come"), _("con chi"),
    _("contatto"), _("conto di"), _("dal"), _("del"), _("di chi"), _("domanda"), _("dove"),
    _("e-mail"), _("ecosistema"), _("entra con"), _("esito"), _("famiglia"), _("fino al"),
    _("giorno"), _("IBAN"), _("indirizzo"), _("indirizzo di rete"), _("intestata a"),
    _("messaggio"), _("minuti"), _("nascita"), _("nome"), _("nota"), _("novità"), _("numero"),
    _("oggetto"), _("parole"), _("perché"), _("quando"), _("quanto"), _("residenza"),
    _("ricompensa"), _("riferimento"), _("risposta"), _("ritirato il"), _("ruolo"),
    _("si mostra come"), _("si tiene fino al"), _("stato"), _("sì il"), _("telefono"),
    _("testo"), _("trovate"), _("verificata"), _("verso"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Identity:
    """Whose data: every party read as this person, the addresses only they use.

    With an organisation, only what that organisation knows.
    """

    party_ids: frozenset[UUID]
    addresses: frozenset[str] = frozenset()
    organisation_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """What a room knows of somebody: rows of words and numbers under Italian headings.

    `code` names the file of an export. Columns in `personal` are empty once the person is erased;
    a table that `stays` is left as it is, because it names nobody or the law keeps it for a while.
    """

    code: str
    title: str | Promise
    rows: Sequence[Mapping[str, Value]]
    personal: frozenset[str] = frozenset()
    stays: bool = False

    @property
    def filled(self) -> tuple[str, ...]:
        """The headings, as written, under which something stands."""
        if not self.rows:
            return ()
        return tuple(name for name in self.rows[0] if any(row[name] for row in self.rows))

    @property
    def columns(self) -> tuple[str, ...]:
        """The headings under which something stands, in the reader's language."""
        return tuple(gettext(column) for column in self.filled)

    @property
    def first_rows(self) -> list[list[tuple[str, Value]]]:
        """What a page shows before one asks for the file: each cell with its heading."""
        return [
            [(heading, row[name]) for heading, name in zip(self.columns, self.filled, strict=True)]
            for row in self.rows[:SHOWN]
        ]

    @property
    def left(self) -> int:
        """How many more rows stand in the file only."""
        return max(0, len(self.rows) - SHOWN)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an erasure leaves for a while: how many, until which day at the latest, by which law.

    Without a day, as long as what it belongs to lasts; the law says what.
    """

    code: str
    what: str | Promise
    count: int
    until: date | None
    law: str | Promise


@dataclass(frozen=True, slots=True)
class Room:
    """What a room knows of people. All four take an `Identity`; steps run inside a transaction.

    `tell` gives tables, `keep` what an erasure leaves, `erase` empties the rest and may run
    twice, `object` carries out an objection for a `Purpose`.
    """

    code: str
    tell: Callable[[Identity], Iterable[Table]]
    erase: Callable[[Identity], None]
    keep: Callable[[Identity], Iterable[Kept]] = lambda _identity: ()
    object: Callable[[Identity, str], None] = lambda _identity, _purpose: None


_rooms: Final[dict[str, Room]] = {}


def register(room: Room) -> None:
    """Add what a room knows; the same code replaces the one before."""
    _rooms[room.code] = room


def rooms() -> Iterator[Room]:
    """Give every room that knows something of people, in the order of their codes."""
    yield from (_rooms[code] for code in sorted(_rooms))


def known_about(identity: Identity) -> list[Table]:
    """Collect all that is known of somebody; tables without a row are left out.

    As many queries for a long history as for a short one.
    """
    return [table for room in rooms() for table in room.tell(identity) if table.rows]


def kept_of(identity: Identity) -> list[Kept]:
    """Collect what would stay if somebody were erased now."""
    return [kept for room in rooms() for kept in room.keep(identity) if kept.count]
