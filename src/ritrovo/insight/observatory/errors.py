"""What stops an import, a mapping or a decision."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class ImportUnknown(NotFound):
    """There is no such file."""

    message = _("Non troviamo questo file: forse qualcuno l'ha già buttato.")


class MappingUnknown(NotFound):
    """There is no such mapping."""

    message = _("Non troviamo questa mappa.")


class FileUnreadable(Refusal):
    """A file cannot be read at all, or not by its mapping; what is said comes from the reader."""

    message = _("%(words)s")
    field = "file"


class FileKindUnknown(Refusal):
    """The name of a file tells no format that is read here."""

    message = _("Leggiamo file CSV, JSON Lines e Parquet: «%(name)s» non dice di esserlo.")
    field = "file"


class FileTooLong(Refusal):
    """The file is larger than the observatory takes."""

    message = _("Il file è più grande di %(megabytes)s MB: dividilo in due.")
    field = "file"


class SameFile(Refusal):
    """The very same file was imported before, or is on its way."""

    message = _(
        "Questo file c'è già: è l'importazione «%(name)s» del %(day)s. Non si aggiunge niente."
    )
    status = 409


class FileArrivedMeanwhile(Refusal):
    """Somebody brought the very same file at the same moment."""

    message = _("Qualcuno ha portato lo stesso file in questo momento: è fra le importazioni.")
    constraints = ("same_file_is_imported_once",)
    status = 409


class ImportOnItsWay(Refusal):
    """The import is being worked on, or is over: what was asked comes too early or too late."""

    message = _("Questo file è già stato portato dentro, o sta entrando: ricarica la pagina.")
    status = 409


class MappingMissing(Refusal):
    """No mapping was chosen for a file."""

    message = _("Scegli prima come si legge questo file.")
    constraints = ("import_is_read_by_a_mapping",)


class MappingBroken(Refusal):
    """What was chosen makes no mapping."""

    message = _("Questa mappa non si può usare: %(why)s.")


class MappingNameTaken(Refusal):
    """The name belongs to a mapping that comes with the product."""

    message = _("«%(name)s» è il nome di una mappa che arriva col programma: scegline un altro.")
    field = "title"


class MappingNameUnclear(Refusal):
    """The name of a mapping is no plain word."""

    message = _("Il nome di una mappa è fatto di lettere, cifre e trattini bassi.")
    constraints = ("mapping_is_named_in_plain_words",)
    field = "title"


class MappingSavedMeanwhile(Refusal):
    """Somebody saved the same version at the same moment."""

    message = _("Qualcuno ha salvato questa mappa in questo momento: guardala e riprova.")
    constraints = ("mapping_version_is_saved_once",)
    status = 409


class RowNotWaiting(Refusal):
    """The row is not among those that wait to be corrected, or the column is not in the file."""

    message = _("La riga %(line)s non aspetta più: ricarica la pagina.")
    status = 409


class NothingCorrected(Refusal):
    """No cell was changed."""

    message = _("Non hai cambiato nessuna cella.")


class PairDecidedMeanwhile(Refusal):
    """Somebody decided the pair otherwise."""

    message = _("Di queste due campagne qualcuno ha già detto altro: ricarica la pagina.")
    constraints = ("pair_is_decided_once",)
    status = 409


class PairUnclear(Refusal):
    """The two campaigns are not on two portals, told in order."""

    message = _("Una coppia è fatta di due campagne su due piattaforme diverse.")
    constraints = ("pair_is_told_in_one_order",)


class PlaceUnknown(Refusal):
    """The tree has no such category."""

    message = _("Nell'albero non c'è questa categoria.")
    field = "node"


class RateWrong(Refusal):
    """A rate that is nothing, or of the euro itself."""

    message = _("Un cambio dice quante unità di un'altra valuta compra un euro: più di zero.")
    constraints = ("rate_is_more_than_nothing", "rate_is_of_another_currency")
    field = "units_per_euro"


class SourceMissing(Refusal):
    """A figure without a source is nobody's."""

    message = _("Di' da dove viene: senza una fonte non si può mostrare.")
    constraints = (
        "rate_has_a_source",
        "published_figure_has_a_source",
        "platform_event_has_a_source",
    )
    field = "source"


class TimeUnclear(Refusal):
    """A time that is no year, month or day."""

    message = _("Scrivi l'anno, il mese o il giorno: 2017, 2017-01 o 2017-01-31.")
    constraints = ("published_figure_is_of_some_time", "platform_event_is_of_some_time")


class FigureWrong(Refusal):
    """A published sum of nothing."""

    message = _("La somma dev'essere più di zero.")
    constraints = ("published_figure_is_more_than_nothing",)
    field = "amount"


class RatesBroken(Refusal):
    """A file of rates with a line that cannot be understood; nothing of it is kept."""

    message = _("Non abbiamo tenuto niente. %(words)s")
    field = "file"


class TooManyRowsAtOnce(Refusal):
    """More rows than are corrected one by one: the mapping is what has to change."""

    message = _(
        "Sono più di %(most)s righe: aggiungi la parola alla mappa, annulla l'importazione "
        "e porta dentro il file con la mappa nuova."
    )


class DecisionUnknown(NotFound):
    """There is no such decision."""

    message = _("Non troviamo questa decisione.")


class ReportUnknown(NotFound):
    """There is no such report, or it is not published."""

    message = _("Non troviamo questo rapporto: forse non è ancora pubblicato.")


class NothingBehind(NotFound):
    """No table, column or group of a report bears that name."""

    message = _("In questo rapporto non c'è questo numero.")


class ReportBeingMade(Refusal):
    """Another report is on its way."""

    message = _("Un rapporto è già in lavorazione: aspetta che sia pronto.")
    constraints = ("one_report_is_made_at_a_time", "edition_is_asked_for_once")
    status = 409


class NothingCounted(Refusal):
    """No file is in."""

    message = _("Non c'è ancora niente da contare: porta dentro prima un file.")


class PeriodBackwards(Refusal):
    """A period that ends before it begins."""

    message = _("Il periodo finisce prima di cominciare: controlla le due date.")
    constraints = ("report_period_ends_after_it_begins",)
    field = "until"


class TitleMissing(Refusal):
    """A report without a title."""

    message = _("Dai un titolo al rapporto.")
    constraints = ("report_has_a_title",)
    field = "title"


class NoAddressOfYours(Refusal):
    """The person has no e-mail address to send to."""

    message = _("Non abbiamo un indirizzo e-mail a cui scriverti.")
