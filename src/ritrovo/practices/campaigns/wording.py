"""What the public log of a campaign says of each change of state."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_EVENTS: Final[dict[str, str | Promise]] = {
    "prepare": _("Chi promuove ha cominciato la preparazione."),
    "return_to_preparation": _("Chi controlla ha chiesto di cambiare qualcosa."),
    "submit": _("Chi promuove ha chiesto la revisione."),
    "return": _("Chi controlla ha chiesto di cambiare qualcosa."),
    "publish": _("Chi controlla ha guardato statuto, conto e spese, e ha pubblicato la campagna."),
    "suspend": _("Chi controlla ha sospeso la campagna."),
    "resume": _("La campagna è ripartita."),
    "begin_second_round": _("Il minimo è raggiunto: comincia la seconda tappa."),
    "succeed": _("La campagna ha raggiunto l'obiettivo."),
    "fail": _("La campagna non ha raggiunto l'obiettivo: le promesse sono sciolte."),
    "close": _("La raccolta è chiusa."),
    "collect": _("Si raccolgono i soldi promessi."),
    "win": _("I soldi arrivati bastano: la campagna ce l'ha fatta."),
    "fall_short": _("Il tempo è finito e i soldi arrivati sono meno del minimo."),
    "cancel": _("La campagna è annullata."),
}


def words_of_event(transition: str) -> str | Promise:
    """Say a change of state in plain words."""
    return _EVENTS.get(transition, transition)
