"""Words that people write above the columns of their lists, without accents; the first is best."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.inventory.choices import Sort

LABELS: Final = {
    "day": _("Giorno"),
    "first_day": _("Dal"),
    "last_day": _("Al"),
    "amount": _("Importo in euro"),
    "time": _("Quanto tempo"),
    "title": _("Titolo della campagna"),
    "people": _("Quante persone"),
    "name": _("Nome e cognome in una colonna, o nome dell'organizzazione"),
    "given_name": _("Nome"),
    "family_name": _("Cognome"),
    "tax_code": _("Codice fiscale"),
    "birth_date": _("Data di nascita"),
    "birth_place": _("Luogo di nascita"),
    "email": _("E-mail"),
    "phone": _("Telefono"),
    "address": _("Indirizzo, o residenza"),
    "campaign": _("Per quale campagna passata"),
    "task": _("Per che cosa"),
}
_AMOUNTS: Final = (
    "importo",
    "importo eur",
    "importo euro",
    "importo in euro",
    "euro",
    "donazione",
    "donazioni",
    "offerta",
    "erogazione",
    "somma",
    "totale",
    "raccolto",
    "raccolta",
    "totale raccolto",
    "arrivati",
    "amount",
)
_WHO: Final[dict[str, tuple[str, ...]]] = {
    "given_name": ("nome", "nome di battesimo", "first name", "given name"),
    "family_name": ("cognome", "last name", "surname", "family name"),
    "name": (
        "nome e cognome",
        "cognome e nome",
        "nome cognome",
        "cognome nome",
        "nominativo",
        "donatore",
        "donatrice",
        "volontario",
        "volontaria",
        "socio",
        "chi",
        "persona",
        "ragione sociale",
        "denominazione",
        "name",
        "donor",
        "volunteer",
    ),
    "tax_code": ("codice fiscale", "cod fiscale", "cod fisc", "cf", "c f", "codicefiscale"),
    "birth_date": ("data di nascita", "data nascita", "nato il", "nata il", "nascita", "birth"),
    "email": ("e mail", "email", "mail", "posta elettronica", "indirizzo e mail"),
    "phone": ("telefono", "cellulare", "tel", "cell", "numero di telefono", "phone"),
    "address": ("indirizzo", "residenza", "indirizzo di residenza", "domicilio", "address"),
}
_DAYS: Final = (
    "data",
    "giorno",
    "data donazione",
    "data della donazione",
    "data versamento",
    "data offerta",
    "data operazione",
    "quando",
    "anno",
    "date",
    "day",
)
_FIRST: Final = (
    "dal",
    "data inizio",
    "inizio",
    "data di inizio",
    "iscritto dal",
    "data iscrizione",
    "data di iscrizione",
    "apertura",
    "da",
    "anno",
    "data",
    "from",
    "start",
)
_LAST: Final = (
    "al",
    "data fine",
    "fine",
    "data di fine",
    "cessato il",
    "data cessazione",
    "data di cessazione",
    "chiusura",
    "a",
    "to",
    "end",
)
_TIME: Final = (
    "ore",
    "n ore",
    "numero ore",
    "totale ore",
    "ore svolte",
    "durata",
    "tempo",
    "minuti",
    "hours",
    "minutes",
)
_TITLES: Final = ("titolo", "campagna", "nome campagna", "progetto", "nome", "title", "campaign")
_PLACES: Final = ("luogo di nascita", "luogo nascita", "comune di nascita", "nato a", "nata a")
_TASKS: Final = (
    "compito",
    "attivita",
    "per che cosa",
    "mansione",
    "servizio",
    "che cosa",
    "evento",
    "iniziativa",
    "task",
)

NAMES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    Sort.GIFTS: {
        "day": _DAYS,
        "amount": _AMOUNTS,
        **_WHO,
        "campaign": ("campagna", "progetto", "nome campagna", "campaign"),
    },
    Sort.HOURS: {"day": _DAYS, "time": _TIME, **_WHO},
    Sort.CAMPAIGNS: {
        "title": _TITLES,
        "first_day": _FIRST,
        "last_day": _LAST,
        "amount": _AMOUNTS,
        "people": ("persone", "donatori", "sostenitori", "numero donatori", "n donatori", "people"),
    },
    Sort.VOLUNTEERS: {
        "first_day": _FIRST,
        "last_day": _LAST,
        **_WHO,
        "birth_place": _PLACES,
    },
    Sort.OCCASIONS: {
        "first_day": (*_FIRST, "giorno", "quando", "giornata", "data attivita", "day"),
        "last_day": _LAST,
        "task": _TASKS,
        **_WHO,
        "birth_place": _PLACES,
    },
}
