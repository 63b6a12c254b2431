"""A practice for tests of the pages that show whatever practices register."""

from __future__ import annotations

from ritrovo.foundations.contributions.measures import Victories
from ritrovo.foundations.ecosystems.practices import Card, Practice, ToDo
from ritrovo.foundations.kernel.amounts import euros

HERE = "tests.site.practice"
BREAD = Practice(
    slug="bread",
    name="Pane",
    icon="store",
    path="pane",
    urls="",
    cards=f"{HERE}.cards",
    numbers=f"{HERE}.numbers",
    search=f"{HERE}.search",
    to_dos=f"{HERE}.to_dos",
)
OVEN = Card(
    title="Un forno per Veglio",
    url="/pane/forno/",
    line="Riapriamo il forno di paese.",
    rings={"first": 620, "second": None, "label": "12.400 € su 20.000 €, 86 persone"},
    badge="aperta",
)


def cards(*, ecosystem_id, limit):
    return [OVEN] * min(limit, 5)


def numbers(*, ecosystem_id):
    return Victories(
        promised=euros("12400"),
        collected=euros("8200"),
        minimum=euros("20000"),
        optimum=euros("30000"),
        givers=86,
        organisations=4,
        new_companions=31,
        needs_met=5,
        handovers=0,
        helped_who_help=None,
        ties_between_kinds=7,
        money_ratio=620,
        people_ratio=None,
    )


def search(*, text, limit):
    return [OVEN] if "forno" in text else []


def to_dos(actor):
    return [ToDo("Abbina tre bonifici", "/pane/bonifici/", 3)]
