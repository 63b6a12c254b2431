"""What a line of the register can be, and what can be wrong with the insurance."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    """What a line of the register does."""

    ENROLLED = "enrolled", _("iscrizione")
    CORRECTED = "corrected", _("correzione")
    VOIDED = "voided", _("annullamento")


class Cover(TextChoices):
    """What the law wants insured (art. 18 D.Lgs. 117/2017)."""

    ACCIDENT = "accident", _("infortuni")
    ILLNESS = "illness", _("malattie")
    LIABILITY = "liability", _("danni a terzi")


class PolicyGap(TextChoices):
    """What is wrong with an organisation's insurance on a day."""

    MISSING = "missing", _("non c'è nessuna polizza")
    LAPSED = "lapsed", _("la polizza è scaduta")
    INCOMPLETE = "incomplete", _("la polizza non copre tutto")
    ENDING = "ending", _("la polizza sta per scadere")


class HoursState(TextChoices):
    """How far hours are on their way to count."""

    ASKED = "asked", _("manca la parola di chi le ha fatte")
    SAID = "said", _("manca la parola dell'organizzazione")
    DISPUTED = "disputed", _("da chiarire")
    COUNTED = "counted", _("confermate")
    TAKEN_BACK = "taken_back", _("tolte")
