"""What can stop an agreement, said so that a person understands."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class NoSuchText(NotFound):
    """Nobody has published this text."""

    message = _("Questo testo non c'è: chi lo cura non l'ha ancora pubblicato.")


class NobodyConsents(Refusal):
    """A consent needs somebody: a person, or at least an address."""

    message = _("Manca chi dà il consenso: serve una persona o un indirizzo e-mail.")
    constraints = ("consent_says_whose_it_is",)


class SomebodyPublished(Refusal):
    """Two people published the same text at the same time."""

    message = _(
        "Qualcuno ha pubblicato una nuova versione mentre scrivevi. Ricarica e guarda cosa cambia."
    )
    status = 409
    constraints = ("version_number_is_used_once",)


class BeforeTheLast(Refusal):
    """A version cannot be in force before the one it replaces, nor in the past."""

    message = _("Il nuovo testo vale da oggi o da un giorno che deve venire.")
    field = "valid_on"


class GapUnknown(Refusal):
    """A text has a gap between braces that nothing fills."""

    message = _("Tra le parentesi graffe c'è una parola che non conosciamo: %(gap)s.")


class ConsentNotYours(NotFound):
    """The consent is another's, or was already taken back."""

    message = _("Questo consenso non c'è, o l'hai già ritirato.")
