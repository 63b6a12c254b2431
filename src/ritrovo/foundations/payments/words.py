"""What a line of the bank turns out to be, and what becomes of it, said in plain words."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.payments.rules import By, Certainty, Outcome

OUTCOMES: Final[dict[Outcome, str | Promise]] = {
    Outcome.EXACT: _("Esatto"),
    Outcome.TOO_LITTLE: _("Meno del promesso"),
    Outcome.TOO_MUCH: _("Più del promesso"),
    Outcome.LATE: _("Arrivato tardi"),
    Outcome.EARLY: _("Arrivato troppo presto"),
    Outcome.DOUBLE: _("Arrivato due volte"),
    Outcome.OTHER_PERSON: _("Da un'altra persona"),
    Outcome.UNKNOWN_REFERENCE: _("Codice sconosciuto"),
    Outcome.AMBIGUOUS: _("Potrebbe essere di più promesse"),
    Outcome.REFUND: _("Restituzione"),
    Outcome.REVERSAL_OF: _("Storno della banca"),
    Outcome.REVERSED: _("Stornato dalla banca"),
    Outcome.NOT_OURS: _("Nessuna promessa"),
}

MEANINGS: Final[dict[Outcome, str | Promise]] = {
    Outcome.EXACT: _("La promessa è mantenuta: i soldi contano per la campagna."),
    Outcome.TOO_LITTLE: _("Conta per quello che è; il resto rimane promesso."),
    Outcome.TOO_MUCH: _("Conta tutto: quello che supera la promessa è un dono in più."),
    Outcome.LATE: _("Non conta da solo: dopo l'importazione scegli se accettarlo o restituirlo."),
    Outcome.EARLY: _(
        "La campagna non prende ancora soldi: resta in sospeso. Se riesce verrà contato, "
        "altrimenti si restituisce."
    ),
    Outcome.DOUBLE: _(
        "La promessa è già mantenuta: resta in sospeso finché scegli se è un dono in più "
        "o se restituirlo."
    ),
    Outcome.OTHER_PERSON: _(
        "Il nome sul bonifico è un altro. Conta, e la ricevuta ti chiederà a chi intestarla."
    ),
    Outcome.UNKNOWN_REFERENCE: _(
        "C'è un codice come i nostri, ma nessuna promessa lo porta: forse è scritto male."
    ),
    Outcome.AMBIGUOUS: _("Scegli tu di quale promessa si tratta."),
    Outcome.REFUND: _(
        "Il dono torna indietro: i totali scendono, e la sua ricevuta si annulla o si corregge."
    ),
    Outcome.REVERSAL_OF: _(
        "La banca ha ripreso i soldi: il versamento non vale più, e la sua ricevuta si annulla."
    ),
    Outcome.REVERSED: _("In questo stesso file la banca riprende i soldi: non sono mai arrivati."),
    Outcome.NOT_OURS: _(
        "Non somiglia a nessuna promessa: lasciala, abbinala a mano o mettila da parte."
    ),
}

RETURNS_TOO_MUCH: Final = _("Più di quello che resta")
RETURNS_TOO_MUCH_MEANS: Final = _(
    "Il codice è di un versamento più piccolo: questa uscita non può essere tutta sua. "
    "Chiedi alla banca, oppure mettila da parte."
)

EMPTIES_A_TILL: Final = _("Dalla cassa alla banca")
EMPTIES_A_TILL_MEANS: Final = _("Svuota la cassa, e non è un altro dono: quelli erano già contati.")
DEPOSIT_GROUND: Final = _("stessa somma di un versamento segnato")
TILL_GROUND: Final = _("la cassa contiene proprio questa somma")

CERTAINTIES: Final[dict[Certainty, str | Promise]] = {
    Certainty.CERTAIN: _("certo"),
    Certainty.LIKELY: _("probabile"),
    Certainty.POSSIBLE: _("possibile"),
    Certainty.NONE: _("da vedere"),
}

GROUNDS: Final[dict[By, str | Promise]] = {
    By.END_TO_END: _("stesso identificativo del bonifico"),
    By.REFERENCE: _("il codice RF è nella causale"),
    By.SHORT_CODE: _("il codice breve è nella causale"),
    By.AMOUNT_NAME_DATE: _("stesso importo, nome e periodo"),
    By.BY_HAND: _("nessun codice"),
}
