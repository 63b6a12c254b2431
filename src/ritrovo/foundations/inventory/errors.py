"""What stops a list from being read, written or undone."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class ListUnknown(NotFound):
    """There is no such list, or not for this actor."""

    message = _("Non troviamo questo elenco: forse è già stato portato dentro, o buttato.")


class ColumnsUnclear(Refusal):
    """A column that is needed was not chosen, or a chosen one is not in the file."""

    message = _("Manca una colonna che serve: %(which)s.")


class ColumnsChosenTwice(Refusal):
    """One column was chosen for two things."""

    message = _("La colonna «%(title)s» è scelta due volte: ogni colonna dice una cosa sola.")


class LinesWrong(Refusal):
    """Some lines cannot be read; nothing is written."""

    message = _(
        "Non abbiamo scritto niente. Celle da correggere nell'elenco: %(count)s. "
        "Correggile nel tuo foglio e caricalo di nuovo."
    )


class NothingToAdd(Refusal):
    """Every line of the list is written already."""

    message = _("Le righe di questo elenco ci sono già tutte: non c'è niente da aggiungere.")
    status = 409
    constraints = ("line_is_brought_once",)


class ListTooLong(Refusal):
    """The list has more lines than are written at once."""

    message = _("Sono troppe righe: al massimo %(most)s alla volta. Dividi l'elenco per anni.")
    field = "file"


class EcosystemMissing(Refusal):
    """The organisation takes no part in the chosen ecosystem, or chose none of its own."""

    message = _("Scegli uno degli ecosistemi a cui la tua organizzazione partecipa.")
    field = "ecosystem"


class CampaignEndsTooSoon(Refusal):
    """A past campaign would end before it begins."""

    message = _("Una campagna non può finire prima di cominciare: controlla le due date.")
    constraints = ("past_campaign_ends_after_it_begins",)
