"""A portal made up for the demo: its file, its mapping, the same each time."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from random import Random
from typing import Any, Final

from ritrovo.foundations.ecosystems.practices import MarketRow
from ritrovo.insight.observatory.counting.drafting import blank, with_columns, with_words

PORTAL: Final = "Prova Insieme (inventata)"
MAPPING: Final = "prova_insieme_inventata"
FILE: Final = "prova-insieme-inventata.csv"
SEED: Final = 20_260_101
CAMPAIGNS: Final = 84
DAYS_BACK: Final = 900
CENTS: Final = 100
# The file's columns, and which of ours each is.
COLUMNS: Final = {
    "codice": "campaign_id",
    "titolo": "title",
    "categoria": "category",
    "stato": "state",
    "obiettivo": "goal_cents",
    "raccolto": "raised_cents",
    "sostenitori": "backers",
    "inizio": "launched_on",
    "fine": "closes_on",
}
WORDS: Final = {
    "riuscita": "successful",
    "non riuscita": "failed",
    "annullata": "cancelled",
    "in corso": "open",
}
PLACES: Final = {
    "Ambiente": "environment",
    "Cultura": "culture",
    "Cura delle persone": "social.care",
    "Bottega di paese": "business.community",
    "Sport": "sport",
}
# No place in the tree yet: it is left for whoever tries the desk.
UNPLACED: Final = "Tutto il resto"
WHAT: Final = (
    "Un forno",
    "Un orto",
    "Una banda",
    "Una biblioteca",
    "Un furgone",
    "Una palestra",
    "Un sentiero",
    "Un cinema all'aperto",
    "Una ciclofficina",
    "Un doposcuola",
    "Una caffetteria di comunità",
    "Un caffè dell'università popolare",
)
WHERE: Final = (
    "Borgo Inventato",
    "Valle di Prova",
    "Colle Finto",
    "Rocca Esempio",
    "San Modello",
    "Ponte Immaginario",
    "Fonte Ipotesi",
)


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A campaign of the made-up portal, money in whole euros."""

    code: str
    title: str
    category: str
    state: str
    goal: int
    raised: int
    backers: int
    begins: date
    ends: date

    @property
    def cells(self) -> list[str]:
        """Write it as the portal would: sums and days as they are written in Italy."""
        goal, raised = (f"{told:,}".replace(",", ".") + ",00" for told in (self.goal, self.raised))
        begins, ends = (f"{day:%d/%m/%Y}" for day in (self.begins, self.ends))
        told = (self.code, self.title, self.category, self.state, goal, raised)
        return [*told, str(self.backers), begins, ends]


def facts() -> Mapping[str, Any]:
    """Say how the portal's file is read, as an analyst would."""
    told = {
        **blank(),
        "title": PORTAL,
        "source": "un file inventato per la dimostrazione",
        "raised_is": "crowd",
        "stages": ["published", "successful"],
        "fixed": {"platform": PORTAL, "currency": "EUR", "model": "reward"},
    }
    sources = {ours: theirs for theirs, ours in COLUMNS.items()}
    return with_words(with_columns(told, sources, money="comma", dates="day_first"), "state", WORDS)


def file_of(today: date, twin: MarketRow | None) -> bytes:
    """Write the portal's file in Windows-1252 with semicolons, and how it is on a day.

    One campaign may be one of ours, told again; the last rows are broken, each in its own way.
    """
    chance = Random(SEED)  # noqa: S311  Nothing secret: the demo is the same each time.
    told = [made_up(number, chance, today) for number in range(1, CAMPAIGNS + 1)]
    rows = [each.cells for each in told]
    if twin is not None:
        rows.append(_again(twin, today).cells)
    out = StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows([*rows, *_broken(told)])
    return out.getvalue().encode("cp1252", errors="replace")


def broken_line(content: bytes) -> int:
    """Say at which line the row stands whose state the portal wrote in its own way."""
    lines = content.decode("cp1252").splitlines()
    return next(place for place, line in enumerate(lines, start=1) if ";boh;" in line)


def made_up(number: int, chance: Random, today: date) -> MadeUp:
    """Make a campaign up: most reach their goal, some are still open."""
    goal = chance.randrange(8, 160) * 100
    begins = today - timedelta(days=chance.randrange(5, DAYS_BACK))
    ends = begins + timedelta(days=chance.choice((30, 40, 45, 60)))
    raised = round(goal * chance.lognormvariate(0.02, 0.45))
    state = "riuscita" if raised >= goal else "non riuscita"
    if ends >= today:
        state = "in corso"
    elif number % 29 == 0:
        state = "annullata"
    title = f"{chance.choice(WHAT)} per {chance.choice(WHERE)}"
    category = chance.choice([*PLACES, *PLACES, UNPLACED])
    backers = max(1, raised // chance.randrange(28, 70))
    return MadeUp(f"PI-{number:03}", title, category, state, goal, raised, backers, begins, ends)


def _again(twin: MarketRow, today: date) -> MadeUp:
    """Tell one of our campaigns as the portal would, had it been there too."""
    begins = twin.published_on or today
    goal = twin.optimum_cents // CENTS
    ends = begins + timedelta(days=45)
    state = "in corso" if ends >= today else "non riuscita"
    return MadeUp(
        "PI-900", twin.title, "Cura delle persone", state, goal, goal // 3, 12, begins, ends
    )


def _broken(told: Iterable[MadeUp]) -> list[list[str]]:
    """Break some rows as real files are: a day that is none, a sum in words, a word, a shift."""
    no_day, no_sum, no_word, shifted, by_hand = (list(each.cells) for each in list(told)[:5])
    for row, code in zip((no_day, no_sum, no_word, shifted, by_hand), range(901, 906), strict=True):
        row[0] = f"PI-{code}"
    no_day[7] = "31/02/2026"
    no_sum[4] = "circa mille"
    no_word[3] = "sospesa?"
    shifted.insert(2, "in due righe")
    by_hand[3] = "boh"
    return [no_day, no_sum, no_word, shifted, by_hand]
