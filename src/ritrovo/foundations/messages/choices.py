"""When a message leaves, what became of it, and why an address gets none."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Urgency(TextChoices):
    """When a message leaves."""

    AT_ONCE = "at_once", _("subito")
    DIGEST = "digest", _("una volta al giorno, tutto insieme")


class Mode(TextChoices):
    """How somebody wants the messages of a kind."""

    AT_ONCE = "at_once", _("subito")
    DIGEST = "digest", _("una volta al giorno, tutto insieme")
    NEVER = "never", _("mai")


class State(TextChoices):
    """What became of a message."""

    QUEUED = "queued", _("in partenza")
    SENT = "sent", _("partito")
    DIGESTED = "digested", _("nel riepilogo del giorno")
    SUPPRESSED = "suppressed", _("non inviato")
    FAILED = "failed", _("non riuscito")


class Reason(TextChoices):
    """Why an address gets no message."""

    UNWANTED = "unwanted", _("non vuole questi messaggi")
    BOUNCED = "bounced", _("l'indirizzo respinge la posta")
    COMPLAINED = "complained", _("ha segnalato la posta come indesiderata")
    BY_HAND = "by_hand", _("fermato a mano")
