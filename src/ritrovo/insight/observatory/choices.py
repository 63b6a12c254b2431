"""States of an import, verdicts on pairs, events in a platform's life, with their Italian names."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ImportState(TextChoices):
    """Where a file stands on its way in; it only moves forward, or is taken back."""

    LOOKED_AT = "looked_at", _("da guardare")
    QUEUED = "queued", _("in attesa")
    WORKING = "working", _("sta entrando")
    DONE = "done", _("entrata")
    SAME = "same", _("c'era già")
    FAILED = "failed", _("non si legge")
    TAKEN_BACK = "taken_back", _("annullata")


class Verdict(TextChoices):
    """What a person decided of two campaigns on two portals."""

    SAME = "same", _("è la stessa")
    TWO = "two", _("sono due")


class LifeEvent(TextChoices):
    """What happened to a platform."""

    BORN = "born", _("nata")
    DORMANT = "dormant", _("dormiente")
    CLOSED = "closed", _("chiusa")


class Measure(TextChoices):
    """What a published sum counts: all since the beginning, or what came within a period."""

    STOCK = "stock", _("stock: tutto, dalla nascita")
    FLOW = "flow", _("flusso: in un periodo")


class ReportLanguage(TextChoices):
    """The language in which a report's papers are written."""

    ITALIAN = "it", _("italiano")
    ENGLISH = "en", _("inglese")
