"""Where a second victory stands, from its keepers and their answers: no database, no clock."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

# The collection is over and did not end with nothing; it may be reported already.
HANDING: Final = frozenset({"succeeded", "closed", "collecting", "won", "short", "reported"})
# Longer lists nobody would read, nor sign.
MOST_HANDOVERS: Final = 20
MOST_KEEPERS: Final = 20

MONTHS_A_YEAR: Final = 12
TermState = Literal["to_come", "asked", "silent", "there", "gone"]
Words = str | Promise


@dataclass(frozen=True, slots=True)
class Term:
    """A question after so many months: `is_there` is the last word said, None for none."""

    months: int
    due_on: date
    is_there: bool | None = None

    def state(self, today: date, patience: int) -> TermState:
        """Say how it stands on a day; silence is said after so many days of patience."""
        if self.is_there is not None:
            return "there" if self.is_there else "gone"
        if today < self.due_on:
            return "to_come"
        return "silent" if today > self.due_on + timedelta(days=patience) else "asked"


@dataclass(frozen=True, slots=True)
class SecondVictory:
    """Where it stands in one word, and in a sentence; `badge` names a colour."""

    code: Literal["waiting", "begun", "handed", "there", "gone", "silent"]
    words: Words
    detail: Words = ""

    @property
    def badge(self) -> str:
        """Name the colour of the badge that says it."""
        colours = {"waiting": "sun", "begun": "sun", "gone": "danger", "silent": ""}
        return colours.get(self.code, "kin")


def months_after(day: date, months: int) -> date:
    """Give the same day of a later month, or that month's last one."""
    years, month = divmod(day.month - 1 + months, MONTHS_A_YEAR)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def second_victory(
    accepted: int,
    terms: Sequence[Term],
    *,
    needed: int,
    today: date,
    patience: int,
    left: int = 0,
) -> SecondVictory:
    """Say where one handover stands: nobody's yes, no victory; and the last question decides.

    `left` counts who said yes and stepped back since then.
    """
    if accepted == 0 and left:
        return SecondVictory(
            "waiting", _("In attesa"), _("Chi se ne prendeva cura ha lasciato: serve qualcuno.")
        )
    if accepted == 0:
        return SecondVictory("waiting", _("In attesa"), _("Nessuno ha ancora detto di sì."))
    if accepted < needed:
        left = needed - accepted
        detail = ngettext(
            "Il primo sì c'è: serve ancora una persona.",
            "Il primo sì c'è: servono ancora %(left)d persone.",
            left,
        )
        begun = SecondVictory("begun", _("Accettata"), detail % {"left": left})
        return _after(terms, today, patience) or begun
    handed = SecondVictory("handed", _("Consegnata"), _("Ora è in altre mani."))
    return _after(terms, today, patience) or handed


def _after(terms: Sequence[Term], today: date, patience: int) -> SecondVictory | None:
    """Say what the last question told that was asked; None before the first."""
    told = [(term, term.state(today, patience)) for term in terms]
    past = [(term, state) for term, state in told if state in {"there", "gone", "silent"}]
    if not past:
        return None
    term, state = past[-1]
    months = {"months": term.months}
    if state == "there":
        return SecondVictory("there", _("Ancora viva dopo %(months)d mesi") % months)
    if state == "gone":
        return SecondVictory("gone", _("Dopo %(months)d mesi non c'è più") % months)
    before = _last_alive(past[:-1])
    words = _("Dopo %(months)d mesi: nessuna risposta") % months
    return SecondVictory("silent", words, before)


def _last_alive(past: Sequence[tuple[Term, TermState]]) -> str:
    alive = [term.months for term, state in past if state == "there"]
    return _("Era viva dopo %(months)d mesi.") % {"months": alive[-1]} if alive else ""
