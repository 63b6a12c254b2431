"""What the books refuse."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import KeyReused, Refusal


class Overdrawn(Refusal):
    """The account would fall under its floor."""

    message = _("Non c'è abbastanza su questo conto: l'operazione non è stata fatta.")
    status = 409
    constraints = ("account_stays_above_its_floor",)


class MoreThanItHolds(Refusal):
    """More would leave a till than the books say is in it."""

    message = _(
        "Qui non ci sono tutti questi soldi: una parte è già uscita. Guarda i movimenti della "
        "cassa e riprova."
    )
    status = 409
    constraints = ("account_stays_below_its_ceiling",)


class WrongBookOrUnit(Refusal):
    """A transfer joined two books or two units."""

    message = _("Promesse e incassi, o unità diverse, non si sommano fra loro.")
    status = 409
    constraints = ("transfer_source_keeps_book_and_unit", "transfer_target_keeps_book_and_unit")


class NothingMoved(Refusal):
    """A transfer of zero or less, or from an account to itself."""

    message = _("Un movimento sposta almeno un'unità da un conto a un altro.")
    constraints = ("transfer_moves_something", "transfer_leaves_its_account")


class JournalSealed(Refusal):
    """Somebody tried to add a transfer to a journal of an earlier transaction."""

    message = _("Una registrazione già chiusa non si cambia: se ne scrive un'altra.")
    status = 409
    constraints = ("journal_is_sealed",)


class AlreadyPosted(KeyReused):
    """The key was posted with other transfers."""

    constraints = ("journal_is_posted_once_per_key",)
