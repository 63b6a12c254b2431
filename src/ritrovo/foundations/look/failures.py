"""What people read when a page fails: what happened, what was kept, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Failure:
    """The words of one kind of failure."""

    title: str | Promise
    happened: str | Promise
    todo: str | Promise


FAILURES: Final = {
    400: Failure(
        _("Non abbiamo capito la richiesta"),
        _("L’indirizzo o i dati mandati hanno qualcosa che non torna."),
        _("Torna alla pagina di prima e riprova. Non abbiamo cambiato nulla."),
    ),
    403: Failure(
        _("Qui non puoi entrare"),
        _("Questa pagina è riservata a chi ha un ruolo che tu adesso non hai."),
        _("Se pensi che sia un errore, chiedi a chi amministra il ritrovo."),
    ),
    404: Failure(
        _("Questa pagina non c’è"),
        _("L’indirizzo è sbagliato, oppure la pagina è stata tolta."),
        _("Controlla l’indirizzo o riparti dalla pagina iniziale."),
    ),
    409: Failure(
        _("Adesso non si può"),
        _("Nel frattempo le cose sono cambiate, e la richiesta non vale più."),
        _("Ricarica la pagina: vedrai come stanno adesso. Non abbiamo cambiato nulla."),
    ),
    422: Failure(
        _("Così non si può fare"),
        _("La richiesta è chiara, ma una regola non la permette."),
        _("Torna indietro, correggi e riprova. Non abbiamo cambiato nulla."),
    ),
    429: Failure(
        _("Un momento di pazienza"),
        _("Sono arrivate troppe richieste in poco tempo."),
        _("Aspetta qualche minuto e riprova. Quello che avevi già salvato è al sicuro."),
    ),
    500: Failure(
        _("Qualcosa si è rotto"),
        _("È un nostro errore, non tuo. Ne abbiamo preso nota."),
        _("Riprova tra qualche minuto. Quello che avevi già salvato è al sicuro."),
    ),
}
EXPIRED: Final = Failure(
    _("La pagina è rimasta aperta troppo a lungo"),
    _("Per sicurezza non abbiamo accettato l’invio: non abbiamo salvato nulla."),
    _("Torna indietro, ricarica la pagina e invia di nuovo. Servono i cookie del sito."),
)
