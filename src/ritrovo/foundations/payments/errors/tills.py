"""What stops a slip, a handover, a deposit or the closing of a difference, and what to do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class TillUnknown(NotFound):
    """No till of this organisation has this id."""

    message = _("Non troviamo questa cassa fra quelle dell'organizzazione.")
    field = "till"


class SlipUnknown(NotFound):
    """No slip of this organisation has this id."""

    message = _("Non troviamo questa ricevuta di cassa.")


class HandoverUnknown(NotFound):
    """No handover of this organisation has this id."""

    message = _("Non troviamo questa consegna.")


class DepositUnknown(NotFound):
    """No deposit of this organisation has this id."""

    message = _("Non troviamo questo versamento in banca.")


class DifferenceUnknown(NotFound):
    """No difference of this organisation's tills has this id."""

    message = _("Non troviamo questa differenza.")


class TillNameTaken(Refusal):
    """Another till of the organisation has this name."""

    message = _("C'è già una cassa con questo nome: chiamala in un altro modo.")
    status = 409
    field = "name"
    constraints = ("till_has_a_name_of_its_own",)


class TillClosed(Refusal):
    """The till was retired: it takes nothing more."""

    message = _("Questa cassa è chiusa: scegline un'altra.")
    status = 409
    field = "till"


class TillNotEmpty(Refusal):
    """Money is still in the till, on its way from it, or missing."""

    message = _(
        "La cassa non è vuota: versa quello che contiene, conferma le consegne e chiudi le "
        "differenze, poi chiudila."
    )
    status = 409


class WrongTill(Refusal):
    """Each till takes one kind of money, of one organisation."""

    message = _("In questa cassa quel denaro non si mette: scegli quella giusta.")
    field = "till"


class FeeTooBig(Refusal):
    """A fee is a part of what was paid, and cash has none."""

    message = _("La commissione dev'essere meno dell'importo, e i contanti non ne hanno.")
    field = "fee"
    constraints = ("payment_fee_is_part_of_it",)


class TooMuchCash(Refusal):
    """Cash between different persons has a limit (art. 49 D.Lgs. 231/2007)."""

    message = _("In contanti si può ricevere al massimo %(most)s: per il resto serve un bonifico.")
    field = "amount"


class NotYetThatDay(Refusal):
    """Money cannot have come on a day that is still to come."""

    message = _("Quel giorno deve ancora venire: ricontrolla la data.")
    field = "paid_on"


class MoneyAlreadyGone(Refusal):
    """What should leave the till has left it already."""

    message = _(
        "In «%(till)s» ci sono solo %(held)s: il resto è già stato consegnato o versato. "
        "Se una registrazione è sbagliata, annulla prima quella."
    )
    status = 409


class SlipVoided(Refusal):
    """The slip was annulled before."""

    message = _("Questa ricevuta di cassa è già annullata.")
    status = 409
    constraints = ("payments_slipvoid_slip_id_key",)


class SlipEmptied(Refusal):
    """The slip's term is over: only its number and sum are kept."""

    message = _("Il termine di legge è passato: di questa carta restano il numero e l'importo.")
    status = 410


class HandoverWaiting(Refusal):
    """Somebody handed money of this till over, and nobody confirmed yet."""

    message = _(
        "C'è già una consegna di questa cassa che aspetta la conferma: prima va confermata, "
        "oppure ripresa da chi l'ha fatta."
    )
    status = 409
    constraints = ("till_is_handed_over_once_at_a_time",)


class HandoverAlone(Refusal):
    """Nobody hands money over to themselves, nor signs for the other."""

    message = _(
        "Una consegna è fra due persone, e ognuna firma per sé: chi consegna non può confermare."
    )
    field = "receiver"
    constraints = ("handover_is_between_two",)


class HandoverOver(Refusal):
    """The handover was confirmed or taken back."""

    message = _("Questa consegna è già chiusa: guarda che cosa è successo.")
    status = 409


class GivenMoreThanCounted(Refusal):
    """More is handed over than was counted."""

    message = _("Non si può consegnare più di quello che hai contato.")
    field = "given"
    constraints = ("handover_gives_what_was_counted",)


class NothingToGive(Refusal):
    """The whole till may change hands empty; a part of nothing cannot."""

    message = _("Scrivi quanto consegni: almeno un centesimo, se non passa di mano la cassa.")
    field = "given"


class NotAWalletThing(Refusal):
    """Wallets are in nobody's hands."""

    message = _("Questa cassa non si tiene in mano: si conta e si svuota, non si consegna.")
    status = 409


class ReceiverUnfit(Refusal):
    """Whoever receives money has a role in the organisation."""

    message = _("Chi riceve deve avere un ruolo nell'organizzazione: scegli dall'elenco.")
    field = "receiver"


class DepositOver(Refusal):
    """The deposit was matched with a line, or taken back."""

    message = _("Questo versamento è già chiuso: guarda che cosa è successo.")
    status = 409


class DifferenceClosed(Refusal):
    """Somebody decided about this difference already."""

    message = _("Questa differenza è già stata chiusa.")
    status = 409


class ClosingUnclear(Refusal):
    """The reason does not fit: fees are only missing, never too much."""

    message = _("Questa spiegazione non va bene per questa differenza: scegline un'altra.")
    field = "closing"
