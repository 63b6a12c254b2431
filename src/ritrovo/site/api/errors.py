"""What the API refuses by itself."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class RequestMalformed(Refusal):
    """The request does not have the shape the API describes."""

    message = _("Questi campi mancano o non si leggono: %(fields)s.")
