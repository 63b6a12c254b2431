"""What the desk calls the columns of a campaign, their states, the steps of an import."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

COLUMNS: Final = {
    "campaign_id": _("La sigla della campagna"),
    "title": _("Il titolo"),
    "category": _("La categoria"),
    "state": _("Com'è andata"),
    "model": _("Il modello"),
    "country": _("Il paese"),
    "currency": _("La valuta"),
    "launched_on": _("Il primo giorno"),
    "closes_on": _("L'ultimo giorno"),
    "goal_cents": _("L'obiettivo"),
    "raised_cents": _("Il denaro promesso o raccolto"),
    "collected_cents": _("Il denaro davvero arrivato"),
    "minimum_cents": _("Il minimo da raggiungere"),
    "crowd_cents": _("Di cui da tante persone"),
    "match_cents": _("Di cui da cofinanziatori"),
    "sponsor_cents": _("Di cui da sponsor"),
    "backers": _("Quanti hanno sostenuto"),
    "backers_single": _("Di cui persone"),
    "backers_collective": _("Di cui gruppi"),
}
HINTS: Final = {
    "campaign_id": _(
        "Quella con cui la piattaforma la riconosce: serve a contarla una volta sola."
    ),
    "state": _("La parola con cui la piattaforma dice se è riuscita."),
}
STATES: Final = {
    "successful": _("riuscita"),
    "failed": _("non riuscita"),
    "cancelled": _("annullata"),
    "suspended": _("sospesa"),
    "open": _("aperta"),
    "continuous": _("raccolta senza fine"),
    "draft": _("bozza"),
    "submitted": _("proposta"),
    "rejected": _("respinta"),
    "unknown": _("la piattaforma non lo dice"),
}
MODELS: Final = {
    "reward": _("con ricompense"),
    "donation": _("donazione"),
    "equity": _("capitale"),
    "lending": _("prestito"),
    "do-it-yourself": _("fai da te"),
    "hybrid": _("misto"),
}
STAGES: Final = {
    "submitted": _("le proposte"),
    "published": _("le pubblicate"),
    "successful": _("le riuscite"),
}
MONEY_FORMS: Final = {
    "kept": _("come dice la mappa da cui parti"),
    "point": _("1234.56"),
    "comma": _("1.234,56"),
    "point_comma": _("1,234.56"),
    "cents": _("in centesimi: 123456"),
}
DATE_FORMS: Final = {
    "kept": _("come dice la mappa da cui parti"),
    "iso": _("prima l'anno: 2026-12-31"),
    "day_first": _("prima il giorno: 31/12/2026"),
    "month_first": _("prima il mese: 12/31/2026"),
}
WHOSE: Final = {
    "": _("il file non lo dice"),
    "crowd": _("tutto di tante persone"),
    "match": _("tutto di cofinanziatori"),
    "sponsor": _("tutto di sponsor"),
}
# What a worker is doing, by the step it notes.
STEPS: Final = (
    _("Aspetta il suo turno."),
    _("Sto leggendo il file e guardando ogni cella."),
    _("Sto contando le righe."),
    _("Sto scrivendo le righe buone."),
    _("Sto cercando doppioni e categorie nuove."),
)
