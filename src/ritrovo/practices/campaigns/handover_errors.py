"""What a handover refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class HandoverTooEarly(Refusal):
    """Something is handed over when the collection is closed."""

    message = _("La consegna si scrive quando la raccolta è chiusa e non è stata annullata.")
    status = 409


class HandoverIncomplete(Refusal):
    """A deed without its words says nothing to who should look after it."""

    message = _("Scrivi che cosa si consegna, a chi, e che cosa se ne può fare.")
    constraints = ("handover_says_what_to_whom_and_how",)


class HandoverFrozen(Refusal):
    """Somebody accepted these very words."""

    message = _("Qualcuno ha già accettato questa consegna: le sue parole non si cambiano più.")
    status = 409
    constraints = ("accepted_handover_is_frozen",)


class TooManyToHandOver(Refusal):
    """A list that nobody would read."""

    message = _("Sono già %(most)d: per aggiungerne, chiedi prima a chi guarda la campagna.")
    status = 409


class KeeperIsPromoter(Refusal):
    """Who promoted the campaign, or works for who did, cannot be the one who keeps it."""

    message = _(
        "Chi promuove la campagna non può esserne anche custode: serve qualcuno che non lavori "
        "per chi promuove. Se è solo lo stesso nome, aggiungi il secondo nome."
    )
    status = 409
    constraints = ("keeper_is_not_the_promoter",)


class PromoterAnswers(Refusal):
    """The promoter's own word on how it lives on counts for nothing."""

    message = _(
        "A questa domanda risponde chi se ne prende cura, non chi ha promosso la campagna: non "
        "abbiamo registrato nulla."
    )
    status = 409
    constraints = ("promoter_never_answers",)


class AlreadyKeeper(Refusal):
    """The same person, or the same address, is there already."""

    message = _("Questa persona, o questo indirizzo, è già fra chi se ne prende cura.")
    status = 409
    field = "given_name"
    constraints = ("keeper_accepts_once", "keeper_has_an_own_address")


class KeeperNotInvited(Refusal):
    """The invitation was taken back, or the answer needs somebody who accepted."""

    message = _("Questo invito non vale più: chiedi a chi promuove la campagna.")
    status = 409
    constraints = (
        "keeper_answers_for_their_handover",
        "keeper_who_accepted_is_somebody",
        "who_steps_back_had_accepted",
    )


class KeeperSpeaksThemselves(Refusal):
    """Who has a link says by it that they step back."""

    message = _("Ha un link: che lascia lo dice da lì, e nessuno al suo posto.")
    status = 409


class DeedDayImpossible(Refusal):
    """A deed is signed between the campaign's first day and today."""

    message = _("Il giorno della firma sta fra l'inizio della campagna e oggi.")
    field = "accepted_on"


class PlaceOfDeedMissing(Refusal):
    """A deed on paper says where it was signed."""

    message = _("Scrivi dove è stato firmato l'atto.")
    field = "place"
    constraints = ("paper_deed_says_where",)


class CheckNotDue(Refusal):
    """The question is asked later; or the answer's day is not one of those on which it can be."""

    message = _("A questa domanda si risponde dal %(day)s, e non con una data futura.")
    status = 409
    field = "answered_on"


class AnsweredOtherwise(Refusal):
    """A keeper says their word once for each term."""

    message = _("Ha già risposto a questa domanda, con altre parole: vale la prima risposta.")
    status = 409
    constraints = ("keeper_answers_a_check_once",)


class AnswerIncomplete(Refusal):
    """What is still there is used by somebody; a call was made by somebody."""

    message = _("Se c'è ancora, scrivi chi lo usa; se è una telefonata, scrivi chi ha chiamato.")
    constraints = ("what_is_there_has_users", "phone_answer_says_who_called")


class NothingNeeded(Refusal):
    """The answer asks for nothing."""

    message = _("In questa risposta non si chiede nulla.")
    status = 409
