"""What each measure means, in plain words: the page every number opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure in words: its name, what it counts, in which unit, what it leaves out, and why."""

    code: str
    name: Words
    meaning: Words
    unit: Words
    leaves_out: Words
    source: Words
    when: Words
    is_made_of_milestones: bool = False


LIVE: Final = _("Si aggiorna subito, a ogni gesto registrato.")
NIGHTLY: Final = _(
    "Si conta una volta per notte. Non compare se riguarda meno di cinque persone, o tutte meno "
    "di cinque: nessuno deve poter capire di chi si parla."
)
FROM_FACTS: Final = _(
    "I gesti registrati e non annullati: soldi arrivati, ore, cose, spazi, competenze. "
    "Una promessa non è un gesto."
)
FROM_MILESTONES: Final = _("Le tappe registrate: bisogni aperti, soddisfatti, riaperti; consegne.")

_ALL: Final = (
    Definition(
        "givers",
        _("Persone che hanno dato"),
        _(
            "Le persone che hanno dato qualcosa, in dono o in scambio, anche in forma anonima. "
            "Chi dà due volte conta una volta. Una famiglia conta per uno. Un gruppo conta per "
            "quante persone erano, la volta che erano di più."
        ),
        _("persone"),
        _("Il lavoro pagato, quello dovuto, i prestiti. Le organizzazioni si contano a parte."),
        FROM_FACTS,
        LIVE,
    ),
    Definition(
        "organisations",
        _("Organizzazioni che hanno dato"),
        _(
            "Botteghe, associazioni, cooperative ed enti che hanno dato qualcosa, in dono o in "
            "scambio."
        ),
        _("organizzazioni"),
        _("Quello che hanno venduto o fatto per dovere."),
        FROM_FACTS,
        LIVE,
    ),
    Definition(
        "new_companions",
        _("Nuovi compagni di viaggio"),
        _(
            "Le persone il cui primo gesto nell'ecosistema è stato proprio qui. Il primo si "
            "sceglie per il giorno in cui è avvenuto; nello stesso giorno, per ordine di "
            "registrazione. Per un ecosistema sono quelle arrivate grazie a una sua iniziativa: "
            "così i numeri delle iniziative si sommano."
        ),
        _("persone"),
        _("Chi aveva già dato qualcosa nello stesso ecosistema, anche fuori da ogni iniziativa."),
        FROM_FACTS,
        LIVE,
    ),
    Definition(
        "needs_met",
        _("Bisogni soddisfatti"),
        _(
            "Le richieste che hanno trovato risposta, oltre ai soldi: un lavoro, una competenza, "
            "una cosa, un luogo. Una richiesta riaperta non conta più, finché non è di nuovo "
            "soddisfatta."
        ),
        _("bisogni"),
        _("Le richieste ritirate e quelle a cui qualcuno si è offerto senza che sia ancora fatto."),
        FROM_MILESTONES,
        LIVE,
        is_made_of_milestones=True,
    ),
    Definition(
        "handovers",
        _("Consegne alla comunità"),
        _("Quello che è stato consegnato alla comunità e che qualcuno ha accettato di curare."),
        _("consegne"),
        _("Le consegne solo promesse."),
        FROM_MILESTONES,
        LIVE,
        is_made_of_milestones=True,
    ),
    Definition(
        "helped_who_help",
        _("Prima aiutati, ora aiutano"),
        _(
            "Le persone e le famiglie che hanno ricevuto un aiuto e, in un giorno successivo, "
            "hanno dato qualcosa in dono o in scambio nello stesso ecosistema. Ricevere vale in "
            "dono, in scambio, in prestito o da un servizio."
        ),
        _("persone e famiglie"),
        _("Chi ha comprato un servizio, i gruppi; quello che uno ha dato prima di ricevere."),
        FROM_FACTS,
        NIGHTLY,
    ),
    Definition(
        "ties_between_kinds",
        _("Legami fra attori diversi"),
        _(
            "Le coppie di tipo diverso fra cui è passato almeno un gesto, in un verso o "
            "nell'altro: una persona e una scuola, una cooperativa e un comune. Ogni coppia conta "
            "una volta. Una famiglia conta come una persona."
        ),
        _("coppie"),
        _(
            "Le coppie dello stesso tipo; quello che è dato a tutto l'ecosistema o a un bene "
            "comune."
        ),
        FROM_FACTS,
        LIVE,
    ),
)
DEFINITIONS: Final = {definition.code: definition for definition in _ALL}
