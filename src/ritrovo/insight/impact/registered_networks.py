"""The figures of a network: of people, of households, of what is confirmed, of paid work."""

from __future__ import annotations

from typing import Final

from ritrovo.insight.impact.registering import (
    COLLOM,
    GARLASCHELLI,
    GINI,
    OURS,
    WASSERMAN,
    Base,
    Care,
    Registered,
    Unit,
)


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


NETWORK: Final = (
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
