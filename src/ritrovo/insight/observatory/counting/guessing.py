"""Which column of a file is probably which of ours, and which of our states a word means."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

# Names that files in Italian, English and Spanish give their columns, plainest first.
NAMES: Final = {
    "campaign_id": ("id", "campaignid", "projectid", "idcampagna", "codice", "slug", "url"),
    "title": ("title", "titolo", "name", "nome", "campagna", "progetto", "project"),
    "category": ("category", "categoria", "maincategory", "tema", "theme"),
    "model": ("model", "modello", "type", "tipo", "kind"),
    "state": ("state", "stato", "status", "esito", "outcome", "estado"),
    "country": ("country", "paese", "nazione", "countrycode"),
    "currency": ("currency", "valuta", "moneda"),
    "launched_on": ("launched", "launchedon", "launchedat", "start", "inizio", "apertura",
                    "datepublished", "startdate", "datainizio"),
    "closes_on": ("deadline", "closeson", "end", "fine", "chiusura", "scadenza", "enddate",
                  "dateclosed", "datafine"),
    "goal_cents": ("goal", "obiettivo", "target", "minimum", "goalamount"),
    "raised_cents": ("pledged", "raised", "raccolto", "raccolta", "amount", "importo",
                     "collected", "totalreceived"),
    "collected_cents": ("collected", "incassato", "arrivato"),
    "minimum_cents": ("minimum", "minimo"),
    "backers": ("backers", "sostenitori", "donatori", "contributors", "backerscount"),
}  # fmt: skip
STATES: Final = {
    "successful": ("successful", "success", "funded", "riuscita", "finanziata", "vinta", "chiusa",
                   "completed", "fulfilled", "succeeded"),
    "failed": ("failed", "unfunded", "fallita", "nonriuscita", "unsuccessful", "expired"),
    "open": ("live", "open", "active", "aperta", "incorso", "attiva", "running", "incampaign"),
    "cancelled": ("canceled", "cancelled", "annullata", "ritirata"),
    "suspended": ("suspended", "sospesa"),
    "draft": ("draft", "bozza", "editing"),
    "submitted": ("submitted", "reviewing", "proposta", "inrevisione"),
    "rejected": ("rejected", "respinta"),
    "continuous": ("continuous", "senzafine", "ongoing"),
    "unknown": ("undefined", "unknown", "sconosciuto"),
}  # fmt: skip


def plain(word: str) -> str:
    """Keep the letters and digits of a word, in small letters."""
    return re.sub(r"[^a-z0-9]", "", word.lower())


def columns_of(header: Iterable[str]) -> dict[str, str]:
    """Guess from which column of a file each of ours comes; each of the file's serves once."""
    names = {plain(name): name for name in reversed(list(header))}
    found: dict[str, str] = {}
    for ours, known in NAMES.items():
        for word in known:
            if word in names and names[word] not in found.values():
                found[ours] = names[word]
                break
    return found


def state_of(word: str) -> str:
    """Guess which state a platform's word means; nothing when it is none we ever saw."""
    wanted = plain(word)
    return next((state for state, known in STATES.items() if wanted in known), "")
