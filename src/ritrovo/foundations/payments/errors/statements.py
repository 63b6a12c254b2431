"""What stops a bank file, and what to do about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.tables.errors import (
    EntitiesForbidden,
    FileBroken,
    FileCutShort,
    FileEmpty,
    FileRefused,
    FileTooBig,
    FormatUnknown,
    NoColumns,
    StillPacked,
    TooManyRows,
    WrongEncoding,
)

__all__ = [
    "EntitiesForbidden",
    "FileBroken",
    "FileCutShort",
    "FileEmpty",
    "FileTooBig",
    "FormatUnknown",
    "NoColumns",
    "StillPacked",
    "TooManyRows",
    "WrongEncoding",
]

# A statement that cannot be read is refused as any file of rows is.
StatementRefused = FileRefused


class NotBankFormat(FormatUnknown):
    """The file is neither a camt.053 statement nor a table."""

    message = _(
        "Questo file non è un estratto conto che sappiamo leggere (%(found)s). "
        "Scarica dalla banca i movimenti in formato camt.053 (XML), CSV oppure XLSX."
    )


class NotAStatement(StatementRefused):
    """The XML is well made, yet holds no camt.053 statement."""

    message = _(
        "Il file contiene «%(found)s» e non un estratto conto camt.053. "
        "Chiedi alla banca l'estratto conto di fine giornata (camt.053)."
    )


class AccountMissing(StatementRefused):
    """The statement does not say of which account it is."""

    message = _("Il file non dice di quale conto è: scegli il conto e caricalo di nuovo.")


class WrongAccount(StatementRefused):
    """The file names another account than the one chosen."""

    message = _("Il file è del conto %(found)s, ma hai scelto il conto %(chosen)s.")


class NotInEuro(StatementRefused):
    """An amount of the account is in another currency."""

    message = _(
        "Alla riga %(line)s c'è un importo in %(currency)s. "
        "Si possono abbinare solo movimenti di conti in euro."
    )


class FieldUnreadable(StatementRefused):
    """A field of one movement is missing or cannot be understood."""

    message = _("Movimento %(number)s, riga %(line)s: un dato non si legge («%(found)s»).")


class AmountUnreadable(FieldUnreadable):
    """The amount is missing, has a sign or a comma, fractions of a cent, or is beyond SEPA's."""

    message = _(
        "Movimento %(number)s, riga %(line)s: l'importo «%(found)s» non è valido. "
        "Scarica di nuovo il file dalla banca."
    )


class DirectionUnreadable(FieldUnreadable):
    """Nothing says whether money came in or went out."""

    message = _(
        "Movimento %(number)s, riga %(line)s: non si capisce se è un'entrata o un'uscita "
        "(«%(found)s»). Scarica di nuovo il file dalla banca."
    )


class DayUnreadable(FieldUnreadable):
    """The day of booking is missing or is no day."""

    message = _(
        "Movimento %(number)s, riga %(line)s: la data contabile «%(found)s» non è valida. "
        "Scarica di nuovo il file dalla banca."
    )


class DetailsDoNotAdd(StatementRefused):
    """The details of a batch add up to another sum than the batch itself."""

    message = _(
        "Movimento %(number)s, riga %(line)s: i dettagli sommano a %(details)s, "
        "ma il movimento è di %(entry)s. Chiedi alla banca un file corretto."
    )


class BalanceMismatch(StatementRefused):
    """Opening balance plus booked movements is not the closing balance."""

    message = _(
        "I conti non tornano: saldo iniziale %(opening)s più movimenti %(entries)s fa "
        "%(expected)s, ma il saldo finale è %(closing)s (differenza %(difference)s). "
        "Nel file manca qualcosa, oppure il periodo è incompleto: scaricalo di nuovo."
    )


class RunningBalanceMismatch(StatementRefused):
    """A row's balance does not follow from the row before."""

    message = _(
        "Alla riga %(line)s il saldo non torna: dovrebbe essere %(expected)s ed è %(found)s. "
        "Se la colonna scelta non è il saldo dopo ogni movimento, toglila dalle colonne."
    )


class MappingDoesNotFit(StatementRefused):
    """The chosen or remembered columns cannot be followed in this table."""

    message = _("Le colonne scelte non corrispondono a questo file: controllale una per una.")


class ColumnNotThere(MappingDoesNotFit):
    """A chosen column lies beyond the table's last one."""

    message = _(
        "Il file ha %(width)s colonne e ne hai scelta una che non c'è: controllale una per una."
    )


class TextColumnMissing(MappingDoesNotFit):
    """No column is chosen for the reason."""

    message = _("Scegli almeno una colonna per la causale o la descrizione.")


class AmountColumnUnclear(MappingDoesNotFit):
    """Both one signed amount and separate columns are chosen, or neither."""

    message = _("Per l'importo scegli una colonna sola, oppure le due colonne dare e avere.")


# What a reader left out or could not check, by `statements.model.WarningCode`.
WARNING_TEXTS = {
    "not_booked": _("Righe non ancora contabilizzate dalla banca: lasciate fuori."),
    "zero_amount": _("Righe a zero: lasciate fuori."),
    "no_balance": _("Senza saldo iniziale e finale: non si può controllare che ci sia tutto."),
    "not_consecutive": _("Tra un estratto conto e l'altro manca un periodo."),
    "repeated_statement": _("Lo stesso estratto conto compare due volte: contato una volta sola."),
    "batch_without_amounts": _(
        "Distinte senza i singoli importi: ciascuna resta una riga da dividere a mano."
    ),
    "repeated_reference": _("Righe diverse con lo stesso riferimento della banca: tenute tutte."),
    "encoding_guessed": _("Codifica del testo indovinata: guarda se le lettere accentate tornano."),
    "row_left_out": _("Saldi, totali e note: lasciati fuori."),
}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """One cell that cannot be read: `line` and `column` count from 1, `kind` says what it is not.

    `kind` is "date", "amount", "amount_too_large", "currency", "sign" or "missing".
    """

    line: int
    column: int
    header: str
    kind: str
    found: str


class TableRefused(StatementRefused):
    """Some cells cannot be read; nothing of the table is taken. `problems` lists them."""

    message = _(
        "Ci sono %(count)s celle che non si leggono. La prima è alla riga %(line)s, "
        "colonna %(column)s («%(header)s»): «%(found)s». "
        "Correggi le colonne scelte, oppure scarica di nuovo il file."
    )

    def __init__(self, problems: Sequence[CellProblem], count: int | None = None) -> None:
        self.problems = tuple(problems)
        first = self.problems[0]
        super().__init__(
            count=count or len(self.problems),
            line=first.line,
            column=first.column,
            header=first.header,
            kind=first.kind,
            found=first.found,
        )
