"""What can go wrong with places, said so that a person can put it right."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal
from ritrovo.foundations.places.cells import Fault, Problem

PROBLEMS = {
    Problem.MISSING_COLUMN: _("manca questa colonna nell'intestazione"),
    Problem.NOT_TEXT: _("il testo non è in UTF-8: salva il file come CSV UTF-8"),
    Problem.EMPTY: _("la casella è vuota"),
    Problem.NOT_BELFIORE: _("“%(value)s” non è un codice catastale come L712"),
    Problem.NOT_ISTAT: _("“%(value)s” non è un codice ISTAT di sei cifre"),
    Problem.NOT_A_DAY: _("“%(value)s” non è una data come 2026-01-01"),
    Problem.NOT_A_DEGREE: _("“%(value)s” non è un numero di gradi"),
    Problem.NOT_A_COUNT: _("“%(value)s” non è un numero intero di abitanti"),
    Problem.NOT_A_CLASS: _("“%(value)s” non è una classe da A a F"),
    Problem.TWICE: _("“%(value)s” compare due volte per lo stesso giorno"),
    Problem.UNKNOWN_PLACE: _("nessun comune ha il codice “%(value)s”"),
    Problem.OVERLAPS_BEFORE: _("dal %(value)s vale già un altro codice"),
    Problem.CODE_TAKEN: _("“%(value)s” in quei giorni indica un altro comune"),
}


def fault_sentence(fault: Fault) -> str:
    """Say a fault with its line and column."""
    problem = str(PROBLEMS[fault.problem]) % {"value": fault.value}
    if not fault.column:
        return str(_("riga %(line)d: %(problem)s")) % {"line": fault.line, "problem": problem}
    place = {"line": fault.line, "column": fault.column, "problem": problem}
    return str(_("riga %(line)d, colonna %(column)s: %(problem)s")) % place


class PlacesFileRefused(Refusal):
    """A file of places has faults: nothing of it was written."""

    message = _("Il file non è stato letto e niente è cambiato. Correggi e riprova: %(sentences)s")

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = faults
        super().__init__(sentences="; ".join(fault_sentence(fault) for fault in faults))


class MunicipalityUnknown(NotFound):
    """No municipality has this name or code. `suggestions` are labels that come close."""

    message = _("Non troviamo un comune che si chiama “%(text)s”. Controlla come è scritto.")
    field = "municipality"

    def __init__(self, text: str, suggestions: Sequence[str] = ()) -> None:
        self.suggestions = suggestions
        message = None
        if suggestions:
            message = _("Non troviamo “%(text)s”. Cercavi %(suggestions)s?")
        super().__init__(message, text=text, suggestions=either(suggestions))


class MunicipalityAmbiguous(Refusal):
    """Several municipalities have this name. `choices` are their labels."""

    message = _("Più comuni si chiamano “%(text)s”: scrivi %(labels)s.")
    field = "municipality"

    def __init__(self, text: str, choices: Sequence[str]) -> None:
        self.choices = choices
        super().__init__(text=text, labels=either(choices))


class AreaUnknown(NotFound):
    """There is no map of this area."""

    message = _("Non abbiamo la mappa di “%(key)s”. Scegli una provincia o una regione.")


class IstatCodeHeldTwice(Refusal):
    """On some day a municipality would have two ISTAT codes, or a code two municipalities."""

    message = _("In uno stesso giorno un codice ISTAT indica un solo comune, e viceversa.")
    status = 409
    constraints = (
        "municipality_has_one_istat_code_at_a_time",
        "istat_code_means_one_municipality_at_a_time",
    )


class InnerAreaTwice(Refusal):
    """On some day a municipality would have two classes of the map of inner areas."""

    message = _("In uno stesso giorno un comune ha una sola classe: accorcia il periodo.")
    status = 409
    constraints = (
        "inner_area_begins_once_a_day",
        "municipality_has_one_remoteness_at_a_time",
    )


class MapEndsTooSoon(Refusal):
    """A map of inner areas would end before it begins."""

    message = _("La mappa deve valere almeno un giorno: la fine viene dopo l'inizio.")
    constraints = ("inner_area_ends_after_it_begins",)


class NeighbourhoodKnown(Refusal):
    """The municipality already has a neighbourhood of this name."""

    message = _("Questo quartiere c'è già: scegli quello nell'elenco.")
    status = 409
    constraints = ("neighbourhood_has_its_own_name",)
    field = "name"


class NeighbourhoodElsewhere(Refusal):
    """The building's neighbourhood belongs to another municipality."""

    message = _("Il quartiere è in un altro comune: scegline uno del comune dell'edificio.")
    constraints = ("building_neighbourhood_is_in_its_municipality",)
    field = "neighbourhood_id"


class BuildingKnown(Refusal):
    """A building at this address is already there."""

    message = _("Questo edificio c'è già: scegli quello nell'elenco.")
    status = 409
    constraints = ("building_stands_once_at_its_address",)
    field = "number"


def either(labels: Sequence[str]) -> str:
    """Join labels as a choice: "Livo (CO) oppure Livo (TN)"."""
    *first, last = labels or [""]
    if not first:
        return last
    return str(_("%(first)s oppure %(last)s")) % {"first": ", ".join(first), "last": last}
