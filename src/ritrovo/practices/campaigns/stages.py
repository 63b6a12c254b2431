"""What a visitor may know and do on a given day: a campaign's stage, in one word and in a few."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from ritrovo.practices.campaigns.rules import Terms

Words = str | Promise
_AFTERWARDS: Final[dict[str, Words]] = {
    "suspended": _("Sospesa: per ora non raccoglie promesse"),
    "cancelled": _("Annullata"),
    "succeeded": _("Obiettivo raggiunto"),
    "closed": _("Raccolta chiusa"),
    "collecting": _("Raccolta chiusa: stanno arrivando i soldi promessi"),
    "won": _("Ce l'ha fatta"),
    "reported": _("Rendicontata"),
    "short": _("È arrivato meno del minimo"),
    "failed": _("Non ha raggiunto l'obiettivo"),
}


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a campaign stands today. `code` is a status, or `soon`, `open`, `ending`."""

    code: str
    days_left: int
    words: Words

    @property
    def is_open(self) -> bool:
        """Say whether one may promise today."""
        return self.code == "open"

    @property
    def badge(self) -> str:
        """Name the colour of the badge that says it."""
        if self.code in {"won", "succeeded", "closed", "collecting", "reported"}:
            return "kin"
        if self.code in {"suspended", "cancelled"}:
            return "danger"
        return "brand" if self.is_open else ""


def stage_of(terms: Terms, today: date) -> Stage:
    """Say where a campaign stands on `today`."""
    left = (terms.last_day - today).days
    if terms.status != "published":
        return Stage(terms.status, left, _AFTERWARDS.get(terms.status, ""))
    if today < terms.opens_on:
        return Stage("soon", left, _("Apre tra poco"))
    if left < 0:
        return Stage("ending", left, _("Si tirano le somme"))
    return Stage("open", left, _time_left(left))


def _time_left(days: int) -> str:
    if days == 0:
        return str(_("Oggi è l'ultimo giorno"))
    return ngettext("Ancora %(days)d giorno", "Ancora %(days)d giorni", days) % {"days": days}
