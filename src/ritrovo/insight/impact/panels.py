"""The figures of a study in groups, as tables for those who study them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ritrovo.foundations.look.formatting import format_day, format_days
from ritrovo.insight.impact.explanations import explained_at
from ritrovo.insight.impact.queries import BeforeAndAfter, Period
from ritrovo.insight.impact.registered import BY_PERSON_AND_HOME, FIGURES
from ritrovo.insight.impact.shown import Shown, Told
from ritrovo.insight.impact.wording import brief, margin, written

# Density, reciprocity and reciprocity beyond chance are one statement: never one without the rest.
TOGETHER: Final = ("density", "r", "rho")
GROUPS: Final[tuple[tuple[str | Promise, str | Promise, tuple[str, ...]], ...]] = (
    (
        gettext_lazy("Legami"),
        gettext_lazy("Un legame è un verso: chi ha dato a chi, non importa quante volte."),
        (
            "people",
            "people_with_ties",
            "givers",
            "receivers",
            "both_sides",
            "both_sides_share",
            "ties",
            "reciprocated",
            "new_ties",
            "repeated_ties",
        ),
    ),
    (
        gettext_lazy("Quanto gira"),
        gettext_lazy("Se quello che si dà torna, alla stessa persona o passando per altre mani."),
        ("r_weighted", "balance", "circularity", "circularity_bound"),
    ),
    (
        gettext_lazy("Su quanti si regge"),
        gettext_lazy("Se a dare e a ricevere sono pochi o molti."),
        ("gini_giving", "gini_receiving", "correlation"),
    ),
    (
        gettext_lazy("Ponti e cerchie"),
        gettext_lazy("Se i legami uniscono realtà e luoghi diversi o restano fra chi si conosce."),
        (
            "ties_between_kinds",
            "e_i_of_kinds",
            "e_i_of_places",
            "constraint",
            "transitivity",
            "largest_strong_share",
        ),
    ),
    (
        gettext_lazy("Chi viene e chi resta"),
        gettext_lazy("Per persona e per famiglia."),
        (
            "contributors",
            "new_contributors",
            "new_companions",
            "giving_households",
            "new_giving_households",
            "organisations",
            "contributors_last_year",
            "new_contributors_last_year",
            "retention",
            "community_share",
        ),
    ),
    (
        gettext_lazy("Chi è stato aiutato, e poi aiuta"),
        gettext_lazy("Con chi è seguito da troppo poco per saperlo."),
        (
            "helped_who_help",
            "helped",
            "helped_gave",
            "helped_censored",
            "helped_censored_before_180",
            "helped_censored_before_365",
            "helped_within_180",
            "helped_within_365",
            "helped_median_days",
        ),
    ),
    (
        gettext_lazy("Bisogni e beni comuni"),
        gettext_lazy("Dalle tappe registrate: bisogni aperti e soddisfatti, consegne, verifiche."),
        (
            "needs_opened",
            "needs_answered",
            "needs_met",
            "needs_median_days",
            "commons_promised",
            "commons_delivered",
            "commons_a_year_old",
            "commons_kept",
        ),
    ),
    (
        gettext_lazy("Attività"),
        gettext_lazy("Quanto si è fatto. Non è un impatto: dice quanto, non che cosa è cambiato."),
        ("gifts", "minutes", "euro_cents", "paid"),
    ),
)
COMPARED: Final = (
    "people_with_ties",
    "ties",
    "reciprocated",
    "density",
    "r",
    "rho",
    "balance",
    "circularity",
)
APART: Final[dict[str, str | Promise]] = {
    "people": gettext_lazy("tutti i doni"),
    "confirmed": gettext_lazy("confermati"),
    "one_sided": gettext_lazy("detti da una parte sola"),
    "paid": gettext_lazy("lavoro pagato"),
}
AROUND: Final = (
    ("contributors", ""),
    ("new_contributors", ""),
    ("organisations", ""),
    ("needs_answered", ""),
    ("needs_median_days", ""),
    ("new_ties", "people"),
    ("repeated_ties", "people"),
    ("density", "people"),
    ("r", "people"),
    ("rho", "people"),
    ("circularity", "people"),
    ("community_share", ""),
    ("commons_delivered", ""),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A figure in a table: its name, its page, and what is written of it."""

    name: str
    href: str
    values: tuple[str, ...]
    margin: str = ""
    whole: int | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A figure of several networks side by side: what each is, and its value."""

    name: str
    href: str
    cells: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A time around an initiative: its name, its days in words, and what is known of it."""

    name: str
    days: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Panel:
    """A group of figures below a title."""

    title: str
    lead: str
    lines: list[Line]


def name_of(code: str) -> str:
    """Give the name of a figure as a table writes it."""
    from ritrovo.insight.impact.explanations import name_of as named

    found = named(code)
    return found[:1].upper() + found[1:]


def line_of(figure: Told) -> Line:
    """Write a figure with its margin and what it is a part of."""
    return Line(
        name=name_of(figure.code),
        href=explained_at(figure.code),
        values=(written(figure),),
        margin=margin(figure),
        whole=figure.whole if figure.is_told else None,
    )


def figure_in(shown: Shown, code: str, network: str) -> Told:
    """Find a figure where it is measured: on a network, by person and by household, or at all."""
    by_network = FIGURES[code].is_network or (network, code) in shown.figures
    return shown.of(code, network if by_network else "")


def panels_of(shown: Shown, network: str) -> list[Panel]:
    """Group the figures of a study for a network. No query."""
    return [
        Panel(str(title), str(lead), [line_of(figure_in(shown, code, network)) for code in codes])
        for title, lead, codes in GROUPS
    ]


def together_of(shown: Shown, network: str) -> list[Line]:
    """Give density, reciprocity and reciprocity beyond chance, which are read as one."""
    return [line_of(shown.of(code, network)) for code in TOGETHER]


def apart_of(shown: Shown) -> list[Comparison]:
    """Compare all gifts, confirmed ones, one-sided ones and paid work, figure by figure."""
    return [
        Comparison(
            name_of(code),
            explained_at(code),
            tuple((str(head), brief(shown.of(code, each))) for each, head in APART.items()),
        )
        for code in COMPARED
    ]


def around_of(found: BeforeAndAfter) -> list[Comparison]:
    """Lay the community's figures side by side: before an initiative, during it and after.

    Only the parts of which something is known.
    """
    parts = parts_known(found)
    return [
        Comparison(
            name_of(code),
            explained_at(code),
            tuple((part.name, brief(part.shown.of(code, network))) for part in parts),
        )
        for code, network in AROUND
    ]


def parts_known(found: BeforeAndAfter) -> list[Part]:
    """List the parts around an initiative of which something is known, in order."""
    heads = {"before": _("L'anno prima"), "during": _("Durante"), "after": _("L'anno dopo")}
    return [
        Part(head, part_days(found.days[name], shown), shown)
        for name, head in heads.items()
        if (shown := getattr(found, name)) is not None
    ]


def part_days(days: Period, shown: Shown) -> str:
    """Write the days of a part; of one that has not ended, that it goes on."""
    assert days.since is not None  # noqa: S101  All three parts have both ends.
    assert days.until is not None  # noqa: S101
    if shown.is_over:
        return format_days(days.since, days.until - timedelta(days=1))
    return _("dal %(day)s, finora") % {"day": format_day(days.since)}


def networks_of(shown: Shown) -> list[str]:
    """Say by what a study is told: by person, and by household where there are any."""
    return [each for each in BY_PERSON_AND_HOME if (each, "ties") in shown.figures]
