"""How far a municipality can be from what everybody needs."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Remoteness(TextChoices):
    """The classes of the Mappa delle aree interne, by the time it takes to reach a pole."""

    POLE = "A", _("polo")
    JOINT_POLE = "B", _("polo intercomunale")
    BELT = "C", _("cintura")
    BETWEEN = "D", _("intermedio")
    REMOTE = "E", _("periferico")
    FARTHEST = "F", _("ultraperiferico")


# Accordo di partenariato 2021-2027: intermediate, peripheral and ultra-peripheral.
INNER: Final = (Remoteness.BETWEEN, Remoteness.REMOTE, Remoteness.FARTHEST)
