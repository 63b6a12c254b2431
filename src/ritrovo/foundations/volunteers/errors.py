"""What stops a line of a register, a policy or an hour, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class DetailsMissing(Refusal):
    """Neither the codice fiscale nor place and date of birth are given."""

    message = _("Scrivi il codice fiscale; chi non ce l'ha: luogo e data di nascita, tutti e due.")
    constraints = ("volunteer_is_identified",)
    field = "tax_code"


class ResidenceMissing(Refusal):
    """The residence, or the domicile, is not given."""

    message = _("Scrivi la residenza oppure il domicilio.")
    constraints = ("volunteer_lives_somewhere",)
    field = "residence"


class BirthNotTheirs(Refusal):
    """The day of birth is not the one that the codice fiscale tells."""

    message = _(
        "La data di nascita e il codice fiscale non vanno d'accordo: ricontrollali tutti e due."
    )
    field = "birth_date"


class BornTooLate(Refusal):
    """The day of birth has not come yet."""

    message = _("La data di nascita deve essere passata.")
    field = "birth_date"


class DayNotCome(Refusal):
    """The day is still to come: registers and hours say what already happened."""

    message = _("Questo giorno deve ancora arrivare: scrivilo quando è arrivato.")


class AlreadyEnrolled(Refusal):
    """The person stands in the register on those days already."""

    message = _("In quei giorni la persona è già nel registro: correggi la riga che c'è.")
    status = 409
    constraints = ("volunteer_is_enrolled_once",)
    field = "started_on"


class VolunteeringEndsTooSoon(Refusal):
    """The last day comes before the first one."""

    message = _("L'ultimo giorno non può venire prima del primo: controlla le date.")
    constraints = ("volunteering_ends_after_it_starts", "occasion_ends_after_it_starts")
    field = "ended_on"


class NotEnded(Refusal):
    """An ending that was never written cannot be taken back."""

    message = _("Questa persona non ha finito: non c'è niente da riaprire.")
    status = 409
    constraints = ("only_an_ending_is_taken_back",)


class EntryVoid(Refusal):
    """The line was voided: nothing more can be written on it."""

    message = _("Questa riga è annullata: se serve, iscrivi la persona di nuovo.")
    status = 409
    constraints = ("void_entry_stays_void",)


class EntryUnknown(NotFound):
    """There is no such line, or not for this actor."""

    message = _("Non troviamo questa riga del registro.")


class OccasionUnknown(NotFound):
    """There is no such line of the occasional list, or not for this actor."""

    message = _("Non troviamo questa riga dell'elenco.")


class PolicyUnknown(NotFound):
    """There is no such policy, or not for this actor."""

    message = _("Non troviamo questa polizza.")


class PolicyEndsTooSoon(Refusal):
    """The policy's last day comes before its first one."""

    message = _("La polizza non può finire prima di cominciare: controlla le date.")
    constraints = ("policy_ends_after_it_starts",)
    field = "last_day"


class PolicyCoversNothing(Refusal):
    """Nothing that the policy covers was ticked."""

    message = _("Segna che cosa copre la polizza: infortuni, malattie, danni a terzi.")
    constraints = ("policy_covers_something",)
    field = "covers_accident"


class NotAVolunteer(Refusal):
    """The person stands in neither list on that day."""

    message = _(
        "Quel giorno la persona non è né nel registro né fra gli occasionali: scrivila prima lì, "
        "perché sia assicurata."
    )
    field = "party_id"


class HoursImpossible(Refusal):
    """Less than a minute, or more than a day has."""

    message = _("Scrivi quanto tempo: da un minuto a 24 ore al giorno.")
    constraints = ("hours_fit_in_a_day",)
    field = "hours"


class HoursSettled(Refusal):
    """The hours were taken back: nothing more can be said of them."""

    message = _("Queste ore sono state tolte: se ci sono state, scrivile di nuovo.")
    status = 409


class HoursUnknown(NotFound):
    """There are no such hours, or not for this actor."""

    message = _("Non troviamo queste ore.")


class HoursLinkExpired(Refusal):
    """The link that asks about hours is too old, or was cut."""

    message = _("Questo link non vale più. Chiedi a chi te l'ha mandato.")
    status = 410


class DayHasHours(Refusal):
    """Time of the same person to the same organisation on the same day is written already."""

    message = _(
        "Per questo giorno c'è già del tempo donato da questa persona. Se sono altre ore, segnalo "
        "qui sotto e salva di nuovo."
    )
    status = 409
    field = "is_another"


class ContextUnknown(NotFound):
    """What the hours were given for is not this organisation's."""

    message = _("Non troviamo per che cosa sono queste ore: scegli dall'elenco.")
