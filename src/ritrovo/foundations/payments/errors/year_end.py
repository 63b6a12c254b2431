"""What stops a year's summaries, its file, or a row about public advantages."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class YearNotOver(Refusal):
    """Summaries leave once, when nothing more can come in the year."""

    message = _("L'anno non è finito: i riepiloghi si mandano una volta sola, da gennaio.")
    status = 409


class YearUnknown(NotFound):
    """The year has not begun, or is older than the books."""

    message = _("Di quest'anno non c'è niente: scegline un altro.")


class NothingToReport(Refusal):
    """Gifts to this body gave no relief in that year: art. 82 c. 1 and 83 D.Lgs. 117/2017."""

    message = _(
        "In quell'anno l'organizzazione non era iscritta al RUNTS fra gli enti dell'art. 83: "
        "non c'è niente da comunicare."
    )


class AdvantageUnknown(NotFound):
    """No advantage of this organisation has this id."""

    message = _("Non troviamo questo vantaggio pubblico.")


class AdvantageOfNothing(Refusal):
    """An advantage is worth more than nothing."""

    message = _("Scrivi quanto vale: anche quello che non è denaro ha un valore.")
    field = "amount"
    constraints = ("advantage_is_worth_something",)


class AdvantageUnsaid(Refusal):
    """An advantage names the public body and its reason."""

    message = _("Scrivi quale ente pubblico ha pagato o dato, e perché.")
    field = "reason"
    constraints = ("advantage_says_whose_and_why",)


class AdvantageInTheFuture(Refusal):
    """What has not been received yet is not published as received."""

    message = _("Questo giorno deve ancora venire: si scrive quello che è già arrivato.")
    field = "received_on"


class PayerNotPublic(Refusal):
    """The chosen payer is no public body."""

    message = _("Chi hai scelto non è un ente pubblico.")
    field = "payer"


class RecipientWithoutCode(Refusal):
    """The law wants the recipient's codice fiscale on the page."""

    message = _("All'organizzazione manca il codice fiscale: scrivilo nella sua scheda, poi torna.")
    status = 409


class VoidReasonMissing(Refusal):
    """A row is taken back with its reason."""

    message = _("Scrivi perché questa riga non vale.")
    field = "reason"
    constraints = ("advantage_void_says_why",)


class AdvantageVoided(Refusal):
    """The row was taken back before."""

    message = _("Questa riga è già stata annullata.")
    status = 409
    constraints = ("payments_publicadvantagevoid_advantage_id_key",)
