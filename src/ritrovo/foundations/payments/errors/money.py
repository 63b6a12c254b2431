"""What stops a match, a refund, an undoing or a receipt, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class AccountUnknown(NotFound):
    """No account of this organisation has this id."""

    message = _("Non troviamo questo conto fra quelli dell'organizzazione.")


class UploadUnknown(NotFound):
    """The uploaded file is gone: it was imported, discarded, or waited too long."""

    message = _("Questo file non c'è più: forse è già stato importato. Caricalo di nuovo.")


class LineUnknown(NotFound):
    """No bank line of this organisation has this id."""

    message = _("Non troviamo questa riga dell'estratto conto.")


class DueUnknown(NotFound):
    """Nothing of this organisation has this id or code."""

    message = _("Non troviamo nessuna promessa con questo codice fra quelle dell'organizzazione.")
    field = "due"


class PaymentUnknown(NotFound):
    """No payment of this organisation has this id."""

    message = _("Non troviamo questo versamento.")


class ReceiptUnknown(NotFound):
    """No receipt of this organisation has this id."""

    message = _("Non troviamo questa ricevuta.")


class ColumnsNotChosen(Refusal):
    """The table's columns have not been chosen yet."""

    message = _("Prima di importare, di' quali colonne contengono data, importo e causale.")
    status = 409


class CodeUnknown(Refusal):
    """A code written by hand belongs to no promise of this organisation."""

    message = _("Non troviamo nessuna promessa con il codice «%(code)s»: ricontrollalo.")
    field = "code"


class ChoiceUnclear(Refusal):
    """A line came back with a choice that the page never offered."""

    message = _("Una delle scelte non si capisce: riapri il file e scegli di nuovo.")


class NothingNew(Refusal):
    """Every line of the file was imported before."""

    message = _(
        "Le %(count)s righe di questo file ci sono già tutte: non c'è niente da aggiungere."
    )
    status = 409


class LinesImportedMeanwhile(Refusal):
    """Somebody else imported a line of this file in the same instant."""

    message = _(
        "Qualcun altro sta importando le stesse righe. Riapri il file e guarda che cosa resta."
    )
    status = 409
    constraints = ("bank_line_is_imported_once",)


class LineTaken(Refusal):
    """The bank line already pays, or returns, something."""

    message = _("Questa riga è già abbinata. Se l'abbinamento è sbagliato, prima scioglilo.")
    status = 409
    constraints = ("bank_line_pays_once", "bank_line_refunds_once", "bank_line_empties_once")


class LineSetAside(Refusal):
    """The bank line was set aside."""

    message = _("Questa riga è messa da parte: riprendila, poi abbinala.")
    status = 409


class LinePaysExpense(Refusal):
    """The bank line pays an expense of a campaign: it waits again only when that is taken back."""

    message = _(
        "Questa riga paga una spesa della campagna: storna la spesa, e tornerà da abbinare."
    )
    status = 409


class LineGoesTheOtherWay(Refusal):
    """Money that went out cannot pay a promise, money that came in cannot return a gift."""

    message = _("Un'entrata si abbina a una promessa, un'uscita al versamento che restituisce.")


class RefundTooBig(Refusal):
    """A refund would return more than is left of its payment."""

    message = _("Si può restituire al massimo quello che resta del versamento.")
    constraints = ("refund_returns_at_most_what_was_paid",)


class RefundBeforePayment(Refusal):
    """The refund is older than the payment it would return."""

    message = _("Questa uscita è di prima del versamento: non può restituirlo.")


class TooEarlyToAccept(Refusal):
    """The campaign takes no money before it succeeds."""

    message = _(
        "La campagna non prende soldi prima di riuscire: questo versamento si può restituire, "
        "oppure aspetta. Se la campagna riesce, verrà contato da sé."
    )
    status = 409


class NotHeld(Refusal):
    """The payment waits for no decision: it counts already, or it went back."""

    message = _("Questo versamento non aspetta una decisione: guarda dove sta adesso.")
    status = 409


class ReceiptDependsOnIt(Refusal):
    """A standing receipt was issued for this money."""

    message = _(
        "C'è una ricevuta che vale per questi soldi (%(number)s). "
        "Se è sbagliata, prima annullala; poi riprova."
    )
    status = 409


class RefundDependsOnIt(Refusal):
    """Part of this money was given back by a line of another import."""

    message = _(
        "Una parte di questi soldi è già stata restituita con un'altra riga: "
        "sciogli prima quella restituzione."
    )
    status = 409


class NotAGift(Refusal):
    """Nothing of the payment is a gift that the beneficiary still has."""

    message = _("Di questo versamento non resta nessun dono: non c'è di che fare una ricevuta.")


class NotEntitled(Refusal):
    """Gifts to this body on that day carry no relief: art. 82 c. 1 and 83 D.Lgs. 117/2017."""

    message = _(
        "Il giorno del versamento l'organizzazione non era iscritta al RUNTS fra gli enti "
        "dell'art. 83: la ricevuta per le agevolazioni non si può fare."
    )


class NotTraceable(Refusal):
    """The money left no trace: art. 83 D.Lgs. 117/2017 gives relief to traceable payments only."""

    message = _("Il versamento non è tracciabile: la ricevuta per le agevolazioni non si può fare.")


class StillHeld(Refusal):
    """The payment waits for a decision."""

    message = _("Questo versamento aspetta una decisione: prima accettalo, poi fai la ricevuta.")
    status = 409


class DonorUnnamed(Refusal):
    """Nobody knows yet who gave."""

    message = _("Non sappiamo ancora chi ha donato: manca il nome da scrivere sulla ricevuta.")


class DonorUnclear(Refusal):
    """The transfer came from another person than the one who promised."""

    message = _(
        "Il bonifico viene da un'altra persona (%(payer)s) rispetto a chi ha promesso. "
        "Il beneficio spetta a chi ha sostenuto la spesa: scegli tu a chi intestare la ricevuta."
    )
    field = "donor"


class AlreadyReceipted(Refusal):
    """The payment has a standing receipt."""

    message = _("Per questo versamento c'è già una ricevuta.")
    status = 409
    constraints = ("payment_has_one_standing_receipt",)


class AlreadyVoid(Refusal):
    """The receipt was voided before."""

    message = _("Questa ricevuta è già annullata.")
    status = 409
    constraints = ("payments_receiptvoid_receipt_id_key",)


class SeriesStarted(Refusal):
    """The year's numbering began: prefix and first number stay."""

    message = _(
        "Le ricevute di quest'anno sono già cominciate: il prefisso e il primo numero restano."
    )
    status = 409


class SeriesUnclear(Refusal):
    """The prefix has signs that a number cannot have, or the number is no number."""

    message = _(
        "Il prefisso può avere lettere, cifre, trattini e barre; il primo numero parte da 1."
    )
    field = "prefix"


class ReceiptEmptied(Refusal):
    """The receipt's term is over: only its number and sum are kept."""

    message = _("Il termine di legge è passato: di questa ricevuta restano il numero e l'importo.")
    status = 410
