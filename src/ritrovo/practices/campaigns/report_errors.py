"""What a report refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class ReportTooEarly(Refusal):
    """A report follows the end of the collection."""

    message = _("Il rendiconto si chiude quando la raccolta è finita, vinta o no.")
    status = 409


class ExpensesTooEarly(Refusal):
    """Expenses belong to a campaign whose budget is fixed and that was not given up."""

    message = _("Le spese si scrivono quando la campagna è pubblicata e non è stata annullata.")
    status = 409


class PaperMissing(Refusal):
    """An expense without its paper proves nothing."""

    message = _("Scrivi il numero del documento e chi l'ha fatto.")
    field = "document_number"
    constraints = ("expense_has_its_paper",)


class ExpenseOfNothing(Refusal):
    """A sum of zero or less."""

    message = _("Scrivi quanto è costato: almeno un centesimo.")
    field = "amount"
    constraints = ("expense_costs_something",)


class PaidInTheFuture(Refusal):
    """A paper or a payment dated after today."""

    message = _("Si scrive quello che è già stato pagato: controlla le due date.")
    field = "paid_on"


class NotOfThisBudget(Refusal):
    """The line belongs to another campaign."""

    message = _("Questa voce non è fra le spese della campagna: scegline un'altra.")
    field = "line"
    constraints = ("expense_is_for_its_budget",)


class PaperUnreadable(Refusal):
    """Neither a PDF nor a picture, or too big."""

    message = _("Il documento dev'essere un PDF o una foto, di 10 MB al massimo.")
    field = "file"


class DebitUnfit(Refusal):
    """The line is no debit of the beneficiary, or is used up already."""

    message = _(
        "Questa riga dell'estratto conto non basta per la spesa, o paga già altro: scegline "
        "un'altra, o lasciala vuota."
    )
    status = 409
    field = "debit"


class ExpenseReversed(Refusal):
    """It was taken back already, or takes back another."""

    message = _("Questa riga è già stata annullata, o ne annulla un'altra.")
    status = 409
    constraints = ("expense_reversal_mirrors",)


class ReasonMissing(Refusal):
    """Who corrects says why."""

    message = _("Scrivi perché la annulli.")
    field = "reason"
    constraints = ("reversal_says_why",)


class DifferenceUnexplained(Refusal):
    """A line was spent otherwise than planned, and nobody says why."""

    message = _("Spiega le differenze che mancano: %(lines)s.")
    status = 409
    constraints = ("difference_is_said",)


class ReportWithoutWords(Refusal):
    """What was done is not told."""

    message = _("Racconta che cosa avete fatto: è quello che legge chi ha dato.")
    field = "what_we_did"
    constraints = ("report_says_what_was_done",)


class ReportFrozen(Refusal):
    """A closed report keeps its words."""

    message = _("Il rendiconto è chiuso: le sue parole non si cambiano più.")
    status = 409
    constraints = ("closed_report_keeps_its_words",)
