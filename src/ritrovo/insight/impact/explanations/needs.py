"""Needs, common goods and bridges: the measures, explained."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.insight.impact.explanations.explaining import Explanation

EXPLAINED: Final = (
    Explanation(
        "needs_opened",
        meaning=_(
            "Le richieste fatte in pubblico oltre ai soldi: un lavoro, una competenza, una cosa, "
            "un luogo."
        ),
        formula=_("#{bisogni aperti}"),
        example=_("Servono un elettricista, sei sedie e una sala: 3 bisogni."),
        edges=_("I bisogni di una persona sola non sono qui: non si pubblicano."),
    ),
    Explanation(
        "needs_answered",
        meaning=_("Le richieste a cui qualcuno ha risposto, anche se non è ancora fatto."),
        formula=_("#{bisogni con almeno una risposta}"),
        example=_("L'elettricista si è offerto e le sedie sono arrivate: 2 su 3."),
        edges=_("Rispondere non basta: accanto si dice quanti bisogni sono soddisfatti."),
    ),
    Explanation(
        "needs_median_days",
        meaning=_(
            "Quanti giorni passano, di solito, fra il bisogno e la prima risposta: metà ha "
            "aspettato di meno."
        ),
        formula=_("mediana(giorno della risposta − giorno del bisogno)"),
        example=_("Risposte dopo 2, 5 e 21 giorni: la mediana è 5."),
        edges=_(
            "Guarda solo i bisogni che hanno avuto risposta: si legge insieme a quanti aspettano "
            "ancora."
        ),
    ),
    Explanation(
        "commons_promised",
        meaning=_("Quello che le iniziative hanno promesso di consegnare alla comunità."),
        formula=_("#{consegne promesse}"),
        example=_("Una sala prove e due bici cargo: 3 consegne promesse."),
        edges=_("Una promessa non è ancora un bene comune."),
    ),
    Explanation(
        "commons_delivered",
        meaning=_(
            "Quello che è stato consegnato alla comunità e di cui qualcuno ha accettato di "
            "prendersi cura."
        ),
        formula=_("#{consegne accettate}"),
        example=_("La sala ha tre custodi che hanno detto di sì, le bici ancora nessuno: 1."),
        edges=_("Senza qualcuno che se ne prenda cura non conta."),
    ),
    Explanation(
        "commons_a_year_old",
        meaning=_(
            "Quello che è stato consegnato da almeno un anno: solo di questo si può dire se dura."
        ),
        formula=_("#{consegnati da almeno 365 giorni}"),
        example=_("La sala è stata consegnata 14 mesi fa, l'orto a primavera: 1."),
        edges=_("Senza doni è 0."),
    ),
    Explanation(
        "commons_kept",
        meaning=_(
            "Di quello consegnato da almeno un anno, quanto è ancora curato: chi se ne occupa lo "
            "ha confermato."
        ),
        formula=_("#{curati a un anno o più dalla consegna}"),
        example=_("A tredici mesi i custodi della sala hanno risposto che c'è: 1 su 1."),
        edges=_(
            "Il silenzio non vale come sì. Dei beni più giovani di un anno non si dice niente."
        ),
    ),
    Explanation(
        "e_i_of_kinds",
        meaning=_(
            "Se i legami passano fra tipi diversi di realtà (persone, scuole, botteghe, comuni) o"
            " restano dentro: da −1, tutti dentro, a 1, tutti fra diversi."
        ),
        formula="(E − I) / (E + I)",
        example=_("6 legami fra una persona e una bottega, 2 fra persone: (6 − 2) / 8 = 0,50."),
        edges=_("Senza legami fra realtà di tipo noto non è definito."),
    ),
    Explanation(
        "e_i_of_places",
        meaning=_("Se i legami passano fra comuni diversi o restano nello stesso: da −1 a 1."),
        formula="(E − I) / (E + I)",
        example=_("1 legame fra Riva e Borgo, 3 dentro Riva: (1 − 3) / 4 = −0,50."),
        edges=_("Conta solo chi ha detto dove vive."),
    ),
)
