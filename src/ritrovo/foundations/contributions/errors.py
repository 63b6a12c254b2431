"""What cannot be recorded as a fact."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import KeyReused, NotFound, Refusal


class NothingGiven(Refusal):
    """The quantity or the number of givers is below one."""

    message = _("Scrivi quanto è stato dato: almeno uno.")
    constraints = ("fact_gives_something", "fact_has_a_giver")
    field = "quantity"


class GivenToThemselves(Refusal):
    """Giver and receiver are one party."""

    message = _("Chi dà e chi riceve sono la stessa persona: scegline un'altra.")
    constraints = ("nobody_gives_to_themselves",)
    field = "receiver"


class WrongUnit(Refusal):
    """Money was not in cents, or time not in minutes."""

    message = _("Il denaro si conta in euro e il tempo in minuti.")
    constraints = ("money_is_in_cents", "time_is_in_minutes")
    field = "quantity"


class FactRecordedOtherwise(KeyReused):
    """The same source was recorded before with other contents."""

    message = _(
        "Questo gesto è già registrato in modo diverso: annullalo, poi registralo di nuovo."
    )
    constraints = ("fact_is_recorded_once",)


class FactTakenBack(Refusal):
    """The fact was reversed: nothing more can be said of it."""

    message = _("Questo gesto è stato annullato: se è avvenuto, registralo di nuovo.")
    status = 409


class NotAReversal(Refusal):
    """A reversal differs from its fact, or takes back another reversal."""

    message = _("Un annullamento riprende il gesto intero, così com'era registrato.")
    status = 409
    constraints = ("reversal_mirrors_its_fact",)


class NotYetHappened(Refusal):
    """The day is still to come: a promise is not a fact."""

    message = _("Questa data deve ancora arrivare: si registra quello che è già avvenuto.")
    field = "occurred_on"


class LinkExpired(Refusal):
    """The link that confirms a fact is too old, or was cut."""

    message = _("Questo link non vale più. Chiedine uno nuovo a chi te l'ha mandato.")
    status = 410


class PartyNotKnown(Refusal):
    """The party is neither in one's own dossiers nor in the ecosystem."""

    message = _("Scegli una persona che conosci oppure scrivi il nome di una persona nuova.")


class NotInEcosystem(Refusal):
    """The organisation takes no part in the ecosystem."""

    message = _("La tua organizzazione non partecipa a questo ecosistema: scegline un altro.")
    field = "ecosystem"


class FactUnknown(NotFound):
    """There is no such fact, or not for this actor."""

    message = _("Non abbiamo trovato questo gesto.")
