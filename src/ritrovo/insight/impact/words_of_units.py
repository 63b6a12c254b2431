"""Units of figures in words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.insight.impact.registered import Unit

UNITS: Final[dict[Unit, str | Promise]] = {
    Unit.PEOPLE: _("persone"),
    Unit.HOUSEHOLDS: _("famiglie"),
    Unit.ORGANISATIONS: _("organizzazioni"),
    Unit.TIES: _("legami"),
    Unit.PAIRS: _("coppie"),
    Unit.GIFTS: _("gesti"),
    Unit.MINUTES: _("ore e minuti"),
    Unit.EURO_CENTS: _("euro"),
    Unit.NEEDS: _("bisogni"),
    Unit.GOODS: _("beni comuni"),
    Unit.DAYS: _("giorni"),
    Unit.SHARE: _("una parte del tutto, da 0 a 100 %"),
    Unit.INDEX: _("un numero senza unità"),
}


def unit_words(unit: Unit) -> str:
    """Give a unit in the language in use."""
    return str(UNITS[unit])
