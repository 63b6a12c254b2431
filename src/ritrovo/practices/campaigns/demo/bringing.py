"""What the Ponte Rosso did before the program: its past campaigns and its old list of donors.

Some on the list give again in the demo's year, and so are new to the program and not to the
community.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from io import StringIO
from typing import Final

from ritrovo.foundations.inventory.actions import bringing, waiting
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.inventory.queries.plans import columns_for, table_in
from ritrovo.practices.campaigns.demo.agenda import Agenda
from ritrovo.practices.campaigns.demo.community import Community
from ritrovo.practices.campaigns.demo.neighbours import Neighbour, Neighbours

PONTE, RIVA = "ponte", "riva"
# Title, first day, last day, euros as a sheet writes them, people.
CAMPAIGNS: Final = (
    ("Il pulmino della scuola", -1700, -1640, "9.480,00", "118"),
    ("La sala prove sotto il ponte", -1120, -1050, "14.200,00", "163"),
)
# So many gave before, and how much, in turn.
DONORS: Final = 48
EUROS: Final = ("20,00", "50,00", "25,00", "100,00", "10,00", "30,00", "1.200,00")


@dataclass
class Bringing:
    """Who brings lists in, for whom, and when."""

    agenda: Agenda
    known: Community
    neighbours: Neighbours

    def campaigns(self) -> None:
        """Bring the past campaigns in."""
        rows = [
            (title, self._written(first), self._written(last), euros, people)
            for title, first, last, euros, people in CAMPAIGNS
        ]
        header = ("Titolo", "Dal", "Al", "Raccolto", "Persone")
        self._bring(Sort.CAMPAIGNS, "campagne-passate.csv", header, rows)

    def donors(self) -> None:
        """Bring the old list of donors in."""
        header = ("Data", "Cognome", "Nome", "E-mail", "Importo", "Campagna")
        donors = self.neighbours.met_later(DONORS)
        self._bring(Sort.GIFTS, "donatori.csv", header, map(self._gift, range(DONORS), donors))

    def _gift(self, number: int, who: Neighbour) -> tuple[str, ...]:
        title, first, last, *_rest = CAMPAIGNS[number % len(CAMPAIGNS)]
        day = first + number * 7 % (last - first)
        euros = EUROS[number % len(EUROS)]
        return (self._written(day), who.family_name, who.given_name, who.email, euros, title)

    def _written(self, day: int) -> str:
        return f"{self.agenda.date(day):%d/%m/%Y}"

    def _bring(
        self, sort: Sort, name: str, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]
    ) -> None:
        """Upload a sheet, take the columns as they are guessed, and write it."""
        actor = self.known.who("promoter", PONTE)
        kept = waiting.upload_list(
            actor=actor,
            organisation_id=self.known.bodies[PONTE].pk,
            sort=sort,
            name=name,
            content=_sheet((header, *rows)),
            ecosystem_id=self.known.ecosystems[RIVA].pk,
        )
        columns = columns_for(kept, table_in(kept))
        waiting.choose_columns(actor=actor, waiting_id=kept.pk, columns=columns)
        bringing.write_list(actor=actor, waiting_id=kept.pk)


def write_down(agenda: Agenda, known: Community, neighbours: Neighbours) -> None:
    """Write in the agenda that two sheets came in during the first days."""
    told = Bringing(agenda, known, neighbours)
    for deed, hour in ((told.campaigns, 10.0), (told.donors, 10.5)):
        agenda.at(-385, deed, hour=hour)


def _sheet(rows: Iterable[tuple[str, ...]]) -> bytes:
    """Write rows as Italian spreadsheets do."""
    sheet = StringIO()
    csv.writer(sheet, delimiter=";").writerows(rows)
    return sheet.getvalue().encode("utf-8-sig")
