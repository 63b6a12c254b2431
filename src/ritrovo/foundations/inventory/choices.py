"""What a list can hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sort(TextChoices):
    """What each row of a list says."""

    GIFTS = "gifts", _("Doni ricevuti: chi, quando, quanto")
    HOURS = "hours", _("Ore di volontariato: chi, quando, quanto tempo")
    CAMPAIGNS = "campaigns", _("Campagne passate: titolo, periodo, quanto è arrivato")
    VOLUNTEERS = "volunteers", _("Volontari da iscrivere nel registro")
    OCCASIONS = "occasions", _("Volontari occasionali: chi, quando, per che cosa")


class NameOrder(TextChoices):
    """In which order a whole name is written in one cell."""

    GIVEN_FIRST = "given_first", _("prima il nome: Anna Rossi")
    FAMILY_FIRST = "family_first", _("prima il cognome: Rossi Anna")


class TimeUnit(TextChoices):
    """What a bare number of time counts."""

    HOURS = "hours", _("ore: 1,5 vuol dire un'ora e mezza")
    MINUTES = "minutes", _("minuti: 90 vuol dire un'ora e mezza")


class Trouble(TextChoices):
    """What is wrong with a cell, and what to do about it."""

    MISSING = (
        "missing",
        _(
            "Manca. Se nel foglio ci sono celle unite, dividile; "
            "se c'è una formula, incolla il valore."
        ),
    )
    FORMULA = "formula", _("È una formula: incolla il valore al suo posto.")
    DAY = "day", _("Non è una data: scrivila come 31/12/2021, oppure solo l'anno.")
    DAY_TO_COME = "day_to_come", _("Deve ancora arrivare: qui si porta quello che è già avvenuto.")
    ENDS_BEFORE = "ends_before", _("È prima dell'inizio: controlla le due date.")
    AMOUNT = "amount", _("Non è un importo in euro: scrivilo come 1.234,56.")
    NOT_POSITIVE = (
        "not_positive",
        _("Non è più di zero. Se è una restituzione, togli questa riga e quella del dono."),
    )
    TOO_MUCH = "too_much", _("È più di quanto può stare in una riga: controllalo.")
    TIME = "time", _("Non è un tempo: scrivilo come 1,5 oppure 1:30.")
    TAX_CODE = "tax_code", _("Non è un codice fiscale giusto: correggilo o svuota la cella.")
    EMAIL = "email", _("Non è un indirizzo e-mail: correggilo o svuota la cella.")
    ANONYMOUS = (
        "anonymous",
        _("Senza un nome non si può dire chi c'era: togli la riga, o scrivi il nome."),
    )
    TOO_LONG = "too_long", _("È troppo lungo: accorcialo.")
    PEOPLE = "people", _("Non è un numero di persone.")
    BIRTH = "birth", _("La data di nascita non va d'accordo con il codice fiscale, o con oggi.")
    DETAILS = "details", _("Serve il codice fiscale, oppure luogo e data di nascita.")
    IN_REGISTER = (
        "registered",
        _("In quei giorni è già nel registro dei volontari: togli la riga."),
    )
    TWICE = "twice", _("Questa persona è già nel registro in quei giorni: togli la riga.")
