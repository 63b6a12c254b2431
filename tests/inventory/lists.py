"""Lists for tests: files as people keep them, and who brings them in."""

from __future__ import annotations

import io
from itertools import count
from typing import Any

import openpyxl

from ritrovo.foundations.inventory.actions import bringing, waiting
from ritrovo.foundations.inventory.models import Inventory, WaitingList
from ritrovo.foundations.inventory.queries.plans import Plan, columns_for, plan_of, table_in
from ritrovo.foundations.inventory.rules.columns import Columns
from ritrovo.foundations.ledger.proving import provers
from ritrovo.foundations.people.models import Organisation, Person
from tests.factories import as_actor, make_ecosystem, make_login_with_role, make_organisation

_numbers = count(1)
GIFTS = """Data;Cognome;Nome;E-mail;Codice fiscale;Importo
03/05/2021;Rossi;Anna;anna@example.org;;50,00
04/05/2021;Bianchi;Luca;;;1.234,56
03/06/2021;Rossi;Anna;anna@example.org;;50,00
"""


class Office:
    """An organisation with an ecosystem of its own, and who brings its lists in."""

    def __init__(self, role: str = "promoter", *, with_ecosystem: bool = True) -> None:
        self.organisation: Organisation = make_organisation(f"La Soffitta {next(_numbers)}")
        self.person: Person = make_login_with_role(role, organisation=self.organisation)
        self.actor = as_actor(self.person)
        self.ecosystem = make_ecosystem(promoter=self.organisation) if with_ecosystem else None

    def upload(self, content: str | bytes = GIFTS, sort: str = "gifts", **more: Any) -> WaitingList:
        """Upload a list of text as a CSV, or of bytes as they are."""
        told = {"name": "donatori.csv", "actor": self.actor, **more}
        return waiting.upload_list(
            organisation_id=self.organisation.pk,
            ecosystem_id=self.ecosystem.pk if self.ecosystem else None,
            sort=sort,
            content=content.encode() if isinstance(content, str) else content,
            **told,
        )

    def plan(self, content: str | bytes = GIFTS, sort: str = "gifts") -> Plan:
        """Say what a list would write."""
        return plan_of(self.upload(content, sort))

    def write(self, content: str | bytes = GIFTS, sort: str = "gifts") -> Inventory:
        """Bring a list in."""
        return bringing.write_list(actor=self.actor, waiting_id=self.upload(content, sort).pk)

    def undo(self, inventory: Inventory) -> Inventory:
        """Take a list back."""
        return bringing.undo_list(actor=self.actor, inventory_id=inventory.pk)


def columns_in(waiting_list: WaitingList) -> Columns:
    """Give the columns a list would be read by."""
    return columns_for(waiting_list, table_in(waiting_list))


def workbook(*rows: list[object]) -> bytes:
    """Make an XLSX of these rows."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def drifted() -> list[str]:
    """Recount what these lists must keep, and what they write in; what does not agree."""
    rooms = (".inventory.", ".contributions.", ".volunteers.")
    own = [prove for name, prove in provers().items() if any(room in name for room in rooms)]
    assert own
    return [drift for prove in own for drift in prove().drifted]
