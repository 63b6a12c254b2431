"""What can stop a message, said so that a person understands."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class LinkNotOurs(NotFound):
    """The link was cut or changed: its signature does not hold."""

    message = _(
        "Questo indirizzo è incompleto o è stato cambiato. Riaprilo dal messaggio che hai ricevuto."
    )


class KindNotStoppable(Refusal):
    """Messages of this kind carry what somebody asked for."""

    message = _("Questi messaggi portano quello che hai chiesto tu: non si possono fermare.")


class NothingToRetry(Refusal):
    """The address gets its mail, or the message has already left."""

    message = _("Non c'è niente da riprovare: il messaggio è già partito o è in partenza.")
    status = 409


class BounceUnreadable(Refusal):
    """The file is not a report of a mail that came back (RFC 3464)."""

    message = _("Questo file non è un avviso di mancata consegna: non c'è niente da registrare.")
