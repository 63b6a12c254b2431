"""What the preparation of a campaign refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class NotPrepared(Refusal):
    """The campaign has no preparation."""

    message = _("Questa campagna non è in preparazione: si comincia dalla sua scrivania.")
    status = 409


class TutorUnfit(Refusal):
    """Nobody with a role in the ecosystem signs in with this address."""

    message = _(
        "Chi accompagna deve avere un ruolo nell'ecosistema. Una persona che non l'ha può nominarla"
        " chi promuove l'ecosistema."
    )
    field = "email"


class TutorNamed(Refusal):
    """Somebody else was named at the same moment."""

    message = _("Nel frattempo è stata nominata un'altra persona: ricarica la pagina.")
    status = 409
    constraints = ("one_tutor_at_a_time",)


class PrelaunchClosed(Refusal):
    """The campaign takes no requests for a letter."""

    message = _("Questa campagna adesso non raccoglie avvisi.")
    status = 409


class NoticeUnknown(Refusal):
    """No request answers to this link: it was deleted, or never made."""

    message = _(
        "Questo indirizzo non è più nell'elenco: o l'hai tolto, o la campagna è già cominciata."
    )
    status = 404


class AmbassadorUnknown(Refusal):
    """No ambassador of this campaign has this code."""

    message = _("Nessuno, in questa campagna, ha questo codice: ricontrolla le lettere.")
    field = "ambassador_code"
    constraints = ("ambassador_is_of_the_campaign",)


class AmbassadorTwice(Refusal):
    """The person is an ambassador of this campaign already."""

    message = _("Questa persona fa già passaparola per la campagna.")
    field = "email"
    constraints = ("person_is_ambassador_once",)
