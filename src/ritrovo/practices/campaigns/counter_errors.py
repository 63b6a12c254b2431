"""What stops something from being written down at a counter."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class TillNotInHand(Refusal):
    """The box is not one that this counter may put cash into."""

    message = _("Questa cassa non è in mano tua: scegline un'altra, o chiedi allo sportello.")
    field = "how"
