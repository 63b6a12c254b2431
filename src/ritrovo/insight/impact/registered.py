"""Every figure a study may hold: its names, unit and source, and what may be told of it.

One table for pages, papers and exports. Whether a figure is delicate is said here and nowhere else
(`disclosure` reads it).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Unit(StrEnum):
    """What a figure counts."""

    PEOPLE = "people"
    HOUSEHOLDS = "households"
    ORGANISATIONS = "organisations"
    TIES = "ties"
    PAIRS = "pairs"
    GIFTS = "gifts"
    MINUTES = "minutes"
    EURO_CENTS = "eur_cent"
    NEEDS = "needs"
    GOODS = "goods"
    DAYS = "days"
    SHARE = "share"
    INDEX = "index"


class Base(StrEnum):
    """Of how many things a rate must be, to be told: people of its network, ties, or its whole."""

    PEOPLE = "people"
    TIES = "ties"
    WHOLE = "whole"


class Care(StrEnum):
    """Which counts are delicate: of being helped, and of who both gives and receives."""

    HELPED = "helped"
    RECEIVING = "receiving"


@dataclass(frozen=True, slots=True)
class Registered:
    """What is the same for a figure in every study.

    `base` is None for counts, which need none. `care` says with which others it is delicate: if
    one of them is too small, none of them is told. `is_network` figures stand once for each
    network; `is_dyadic` are those of ties that say nothing without the others.
    """

    code: str
    it: str
    en: str
    unit: Unit
    source: str
    base: Base | None = None
    care: Care | None = None
    is_network: bool = False

    @property
    def is_count(self) -> bool:
        """Say whether it is a whole number of things."""
        return self.unit not in {Unit.SHARE, Unit.INDEX, Unit.DAYS}


OURS: Final = "Ritrovo"
WASSERMAN: Final = "S. Wasserman, K. Faust, Social Network Analysis (1994)"
GARLASCHELLI: Final = "D. Garlaschelli, M. Loffredo, Phys. Rev. Lett. 93 (2004)"
COLLOM: Final = "after E. Collom, Int. J. of Community Currency Research 16 (2012)"
KAPLAN_MEIER: Final = "E. Kaplan, P. Meier, JASA 53 (1958)"
GINI: Final = "C. Gini, Variabilità e mutabilità (1912)"
KRACKHARDT: Final = "D. Krackhardt, R. Stern, Social Psychology Quarterly 51 (1988)"


def _network(
    code: str,
    it: str,
    en: str,
    unit: Unit,
    source: str,
    base: Base | None = None,
    care: Care | None = None,
) -> Registered:
    return Registered(code, it, en, unit, source, base, care, is_network=True)


_ROWS: Final = (
    # Who comes.
    Registered("contributors", "persone che hanno dato", "people who gave", Unit.PEOPLE, OURS),
    Registered(
        "new_contributors",
        "persone che hanno dato per la prima volta",
        "people who gave for the first time",
        Unit.PEOPLE,
        OURS,
    ),
    Registered(
        "new_companions",
        "nuovi compagni di viaggio, venuti con un'iniziativa",
        "new companions, who came by an initiative",
        Unit.PEOPLE,
        OURS,
    ),
    Registered(
        "giving_households",
        "famiglie che hanno dato",
        "households that gave",
        Unit.HOUSEHOLDS,
        OURS,
    ),
    Registered(
        "new_giving_households",
        "famiglie che hanno dato per la prima volta",
        "households that gave for the first time",
        Unit.HOUSEHOLDS,
        OURS,
    ),
    Registered(
        "organisations",
        "organizzazioni che hanno dato",
        "organisations that gave",
        Unit.ORGANISATIONS,
        OURS,
    ),
    Registered("gifts", "doni e scambi", "gifts and exchanges", Unit.GIFTS, OURS),
    Registered("minutes", "tempo dato", "time given", Unit.MINUTES, OURS),
    Registered("euro_cents", "denaro donato", "money given", Unit.EURO_CENTS, OURS),
    Registered("paid", "lavori pagati o dovuti", "paid or due work", Unit.GIFTS, OURS),
    Registered(
        "contributors_last_year",
        "persone che hanno dato negli ultimi 365 giorni",
        "people who gave in the last 365 days",
        Unit.PEOPLE,
        OURS,
    ),
    Registered(
        "new_contributors_last_year",
        "persone che hanno dato per la prima volta negli ultimi 365 giorni",
        "people who gave for the first time in the last 365 days",
        Unit.PEOPLE,
        OURS,
    ),
    Registered(
        "retention",
        "chi aveva dato nel periodo prima e ha dato ancora",
        "those who gave in the period before and gave again",
        Unit.SHARE,
        "standard",
        Base.WHOLE,
    ),
    Registered(
        "community_share",
        "doni nella comunità, non dentro un servizio",
        "gifts in the community, not inside a service",
        Unit.SHARE,
        OURS,
        Base.WHOLE,
    ),
    # Who was helped and then helps.
    Registered(
        "helped_who_help",
        "persone che hanno dato dopo essere state aiutate",
        "people who gave after having been helped",
        Unit.PEOPLE,
        COLLOM,
        care=Care.HELPED,
    ),
    Registered(
        "helped",
        "persone prima aiutate",
        "people who were helped first",
        Unit.PEOPLE,
        KAPLAN_MEIER,
        care=Care.HELPED,
    ),
    Registered(
        "helped_gave",
        "persone prima aiutate che poi hanno dato",
        "people helped first who then gave",
        Unit.PEOPLE,
        KAPLAN_MEIER,
        care=Care.HELPED,
    ),
    Registered(
        "helped_censored",
        "persone prima aiutate che non hanno ancora dato",
        "people helped first who have not given yet",
        Unit.PEOPLE,
        KAPLAN_MEIER,
        care=Care.HELPED,
    ),
    Registered(
        "helped_censored_before_180",
        "di cui seguite per meno di 180 giorni",
        "of whom followed for less than 180 days",
        Unit.PEOPLE,
        KAPLAN_MEIER,
        care=Care.HELPED,
    ),
    Registered(
        "helped_censored_before_365",
        "di cui seguite per meno di 365 giorni",
        "of whom followed for less than 365 days",
        Unit.PEOPLE,
        KAPLAN_MEIER,
        care=Care.HELPED,
    ),
    Registered(
        "helped_within_180",
        "chi, aiutato, dà entro 180 giorni",
        "those helped who give within 180 days",
        Unit.SHARE,
        KAPLAN_MEIER,
        Base.WHOLE,
        Care.HELPED,
    ),
    Registered(
        "helped_within_365",
        "chi, aiutato, dà entro 365 giorni",
        "those helped who give within 365 days",
        Unit.SHARE,
        KAPLAN_MEIER,
        Base.WHOLE,
        Care.HELPED,
    ),
    Registered(
        "helped_median_days",
        "giorni dopo i quali ha dato metà di chi è stato aiutato",
        "days after which half of those helped have given",
        Unit.DAYS,
        KAPLAN_MEIER,
        Base.WHOLE,
        Care.HELPED,
    ),
    # Needs and common goods: what initiatives ask for and promise in public, one by one.
    Registered("needs_opened", "bisogni aperti", "needs opened", Unit.NEEDS, OURS),
    Registered("needs_answered", "bisogni con una risposta", "needs answered", Unit.NEEDS, OURS),
    Registered("needs_met", "bisogni soddisfatti", "needs met", Unit.NEEDS, OURS),
    Registered(
        "needs_median_days",
        "giorni fra il bisogno e la prima risposta (mediana)",
        "days from need to first answer (median)",
        Unit.DAYS,
        OURS,
    ),
    Registered("commons_promised", "beni comuni promessi", "commons promised", Unit.GOODS, OURS),
    Registered(
        "commons_delivered", "beni comuni consegnati", "commons delivered", Unit.GOODS, OURS
    ),
    Registered(
        "commons_a_year_old",
        "beni comuni consegnati da almeno un anno",
        "commons delivered at least a year ago",
        Unit.GOODS,
        OURS,
    ),
    Registered(
        "commons_kept",
        "beni comuni ancora curati dopo un anno",
        "commons still looked after after a year",
        Unit.GOODS,
        OURS,
    ),
    # Bridges.
    Registered(
        "ties_between_kinds",
        "legami fra realtà diverse",
        "ties between actors of different kinds",
        Unit.PAIRS,
        OURS,
    ),
    Registered(
        "e_i_of_kinds",
        "ponti fra tipi di realtà (indice E–I)",
        "bridging between kinds of actors (E–I index)",
        Unit.INDEX,
        KRACKHARDT,
        Base.WHOLE,
    ),
    Registered(
        "e_i_of_places",
        "ponti fra comuni (indice E–I)",
        "bridging between municipalities (E–I index)",
        Unit.INDEX,
        KRACKHARDT,
        Base.WHOLE,
    ),
    # Networks.
    _network(
        "people",
        "persone che hanno dato o ricevuto qualcosa",
        "people who gave or received anything",
        Unit.PEOPLE,
        OURS,
        care=Care.RECEIVING,
    ),
    _network(
        "people_with_ties",
        "persone con almeno un legame",
        "people with a tie",
        Unit.PEOPLE,
        WASSERMAN,
        care=Care.RECEIVING,
    ),
    _network("givers", "persone che hanno dato", "people who gave", Unit.PEOPLE, OURS),
    _network(
        "receivers",
        "persone che hanno ricevuto",
        "people who received",
        Unit.PEOPLE,
        OURS,
        care=Care.RECEIVING,
    ),
    _network(
        "both_sides",
        "persone che hanno dato e ricevuto",
        "people who gave and received",
        Unit.PEOPLE,
        COLLOM,
        care=Care.RECEIVING,
    ),
    _network(
        "both_sides_share",
        "chi ha dato e ricevuto",
        "those who gave and received",
        Unit.SHARE,
        COLLOM,
        Base.PEOPLE,
        Care.RECEIVING,
    ),
    _network("ties", "legami", "ties", Unit.TIES, WASSERMAN),
    _network("reciprocated", "legami ricambiati", "ties returned", Unit.TIES, GARLASCHELLI),
    _network(
        "new_ties",
        "coppie che si sono aiutate per la prima volta",
        "pairs tied for the first time",
        Unit.PAIRS,
        OURS,
    ),
    _network(
        "repeated_ties",
        "coppie con almeno tre doni",
        "pairs with at least three gifts",
        Unit.PAIRS,
        OURS,
    ),
    _network(
        "density", "densità d", "density d", Unit.SHARE, WASSERMAN, Base.PEOPLE, Care.RECEIVING
    ),
    _network(
        "r", "reciprocità r", "reciprocity r", Unit.SHARE, GARLASCHELLI, Base.TIES, Care.RECEIVING
    ),
    _network(
        "rho",
        "reciprocità oltre il caso (rho)",
        "reciprocity beyond chance (rho)",
        Unit.INDEX,
        GARLASCHELLI,
        Base.TIES,
        Care.RECEIVING,
    ),
    _network(
        "r_weighted",
        "reciprocità pesata",
        "weighted reciprocity",
        Unit.SHARE,
        "T. Squartini et al., Scientific Reports 3:2729 (2013)",
        Base.TIES,
    ),
    _network("balance", "equilibrio", "balance", Unit.SHARE, "ledgerloops", Base.TIES),
    _network(
        "circularity",
        "circolarità",
        "circularity",
        Unit.SHARE,
        "L. Ford, D. Fulkerson, Flows in Networks (1962)",
        Base.TIES,
    ),
    _network(
        "circularity_bound",
        "circolarità, al più",
        "circularity, at most",
        Unit.SHARE,
        WASSERMAN,
        Base.TIES,
    ),
    _network(
        "gini_giving",
        "concentrazione del dare (Gini)",
        "concentration of giving (Gini)",
        Unit.INDEX,
        GINI,
        Base.PEOPLE,
    ),
    _network(
        "gini_receiving",
        "concentrazione del ricevere (Gini)",
        "concentration of receiving (Gini)",
        Unit.INDEX,
        GINI,
        Base.PEOPLE,
    ),
    _network(
        "correlation",
        "correlazione fra dare e ricevere",
        "correlation of giving and receiving",
        Unit.INDEX,
        "J. Koster, Royal Society Open Science 5:172159 (2018)",
        Base.PEOPLE,
    ),
    _network(
        "transitivity",
        "transitività debole",
        "weak transitivity",
        Unit.SHARE,
        WASSERMAN,
        Base.TIES,
    ),
    _network(
        "constraint",
        "vincolo di Burt (media)",
        "Burt constraint (mean)",
        Unit.INDEX,
        "R. Burt, Structural Holes (1992)",
        Base.PEOPLE,
    ),
    _network(
        "largest_strong_share",
        "persone nel più grande cerchio che si raggiunge",
        "people in the largest strongly connected part",
        Unit.SHARE,
        WASSERMAN,
        Base.PEOPLE,
        Care.RECEIVING,
    ),
)
FIGURES: Final[dict[str, Registered]] = {each.code: each for each in _ROWS}
NETWORKS: Final = ("people", "households", "confirmed", "one_sided", "paid")
# Helped-then-help stands for persons ("people") and for households.
BY_PERSON_AND_HOME: Final = ("people", "households")
