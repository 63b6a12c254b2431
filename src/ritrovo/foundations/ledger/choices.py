"""The two books, with their Italian names."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Book(models.TextChoices):
    """The two books: what was promised, and what really came."""

    PROMISED = "promised", _("promessi")
    COLLECTED = "collected", _("arrivati")
