"""States of what is owed, rails, and the outcomes of a payment, with their Italian names."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DueState(TextChoices):
    """Where a due stands."""

    WAITING = "waiting", _("non si paga ancora")
    OPEN = "open", _("da pagare")
    SETTLED = "settled", _("arrivato")
    RELEASED = "released", _("sciolto")


class Rail(TextChoices):
    """How money travels to the beneficiary."""

    BANK_TRANSFER = "bank_transfer", _("bonifico")


class Outcome(TextChoices):
    """What a payment turned out to be, against what was owed."""

    EXACT = "exact", _("esatto")
    TOO_LITTLE = "too_little", _("meno del promesso")
    TOO_MUCH = "too_much", _("più del promesso")
    LATE = "late", _("arrivato tardi")
    EARLY = "early", _("arrivato prima del tempo: si può restituire")
    DOUBLE = "double", _("arrivato due volte: si può restituire")


class Certainty(TextChoices):
    """How sure a proposed match is, in words."""

    CERTAIN = "certain", _("certo")
    LIKELY = "likely", _("probabile")
    POSSIBLE = "possible", _("possibile")
    BY_HAND = "by_hand", _("scelto a mano")


class SetAside(TextChoices):
    """Why a bank line has no match and needs none."""

    NOT_OURS = "not_ours", _("non riguarda le campagne")
    FEE = "fee", _("spese o competenze della banca")
    OWN_TRANSFER = "own_transfer", _("giroconto")
    REVERSED = "reversed", _("stornato dalla banca")
    UNKNOWN = "unknown", _("non si capisce: da chiedere alla banca")


class VoidReason(TextChoices):
    """Why a receipt was voided."""

    REFUNDED = "refunded", _("il dono è stato restituito")
    CORRECTED = "corrected", _("sostituita da una ricevuta corretta")
    MISTAKEN = "mistaken", _("emessa per errore")


# Art. 83 D.Lgs. 117/2017 and art. 23 D.Lgs. 241/1997: transfers and cards leave a trace.
TRACEABLE = frozenset({Rail.BANK_TRANSFER})
