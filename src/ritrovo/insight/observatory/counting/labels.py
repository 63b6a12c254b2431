"""The codes of a report in words: models, measures, bands, themes, states, categories."""

from __future__ import annotations

from typing import Final

from ritrovo.insight.observatory.counting.taxonomy import UNMAPPED, UNTOLD, Taxonomy
from ritrovo.insight.observatory.counting.words import FLAGS, NO_GROWTH, Words

UNKNOWN: Final = Words("non si sa", "not known")
LABELS: Final = {
    "model": {
        "reward": Words("ricompense", "rewards"),
        "donation": Words("donazioni", "donations"),
        "equity": Words("capitale", "equity"),
        "lending": Words("prestiti", "lending"),
        "do-it-yourself": Words("fai da te", "do-it-yourself"),
        "hybrid": Words("misto", "mixed"),
    },
    "measure": {
        "flow": Words("flusso", "flow"),
        "stock": Words("stock", "stock"),
    },
    "band": {
        "0": Words("niente", "nothing"),
        "0-999": Words("meno di 1.000", "under 1,000"),
        "1000-9999": Words("da 1.000 a 9.999", "1,000 to 9,999"),
        "10000-49999": Words("da 10.000 a 49.999", "10,000 to 49,999"),
        "50000-99999": Words("da 50.000 a 99.999", "50,000 to 99,999"),
        "100000-999999": Words("da 100.000 a 999.999", "100,000 to 999,999"),
        "1000000+": Words("un milione e più", "a million and more"),
    },
    "theme": {
        "regeneration": Words("rigenerazione urbana", "urban regeneration"),
        "new_poverty": Words("nuove povertà", "new poverty"),
        "young_autonomy": Words("autonomia dei giovani", "young people's autonomy"),
        "welcome": Words("accoglienza dei migranti", "welcome of migrants"),
        "community": Words("fare comunità", "community building"),
    },
    "state": {
        "draft": Words("bozza", "draft"),
        "submitted": Words("proposta", "submitted"),
        "rejected": Words("respinta", "rejected"),
        "open": Words("aperta", "open"),
        "successful": Words("riuscita", "successful"),
        "failed": Words("non riuscita", "failed"),
        "cancelled": Words("annullata", "cancelled"),
        "suspended": Words("sospesa", "suspended"),
        "continuous": Words("senza fine", "without an end"),
    },
    "flag": FLAGS,
    "why_not": NO_GROWTH,
}
CATEGORIES: Final = {
    UNMAPPED: Words("senza posto nell'albero", "without a place in the tree"),
    UNTOLD: Words("categoria non detta", "category not told"),
}


def label(column: str, code: object, tree: Taxonomy, language: str) -> str:
    """Say a code of a column in words; what has none stays as it is."""
    if code is None or code in ("", "unknown"):
        return UNKNOWN.said(language)
    text = str(code)
    if column in ("node", "main"):
        node = tree.nodes.get(text)
        return (node.name if node else CATEGORIES.get(text, Words(text, text))).said(language)
    if column in ("platform", "other_platform"):
        return platform_name(text)
    words = LABELS.get(column, {}).get(text)
    return words.said(language) if words else text


def platform_name(code: str) -> str:
    """Write a platform as people do: `open_collective` is Open Collective."""
    is_code = code.islower() and code.replace("_", "").isalnum()
    return code.replace("_", " ").title() if is_code else code
