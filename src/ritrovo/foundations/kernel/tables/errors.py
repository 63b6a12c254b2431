"""What stops a file of rows and columns, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import Refusal


class FileRefused(Refusal):
    """A file that cannot be read. `facts` hold the line and the column, from 1."""

    message = _("Non riusciamo a leggere questo file.")
    field = "file"


class FileEmpty(FileRefused):
    """The file has no content."""

    message = _("Il file è vuoto. Scaricalo o salvalo di nuovo.")


class FileTooBig(FileRefused):
    """The file, or what it unpacks to, is larger than such a table can be."""

    message = _(
        "Il file è troppo grande: il massimo è %(limit_mb)s MB. "
        "Dividilo in periodi più brevi, per esempio un mese o un anno alla volta."
    )


class TooManyRows(FileRefused):
    """The table has more rows or columns than can be read at once."""

    message = _(
        "Il file ha troppe righe o colonne (al massimo %(rows)s righe e %(columns)s colonne). "
        "Dividilo in periodi più brevi."
    )


class FormatUnknown(FileRefused):
    """The file is not a table."""

    message = _(
        "Questo file non è una tabella che sappiamo leggere (%(found)s). "
        "Aprilo e salvalo in formato CSV oppure XLSX."
    )


class NoColumns(FormatUnknown):
    """The file is text without columns."""

    message = _("Questo file è un testo senza colonne. Salvalo come tabella, in CSV oppure XLSX.")


class StillPacked(FileRefused):
    """The file is an archive with the table inside."""

    message = _("Questo è un archivio ZIP: aprilo, e carica il file che c'è dentro.")


class WrongEncoding(FileRefused):
    """A byte does not belong to the character encoding of the file."""

    message = _(
        "Alla riga %(line)s, colonna %(column)s c'è un carattere che non si può leggere: "
        "il file non è nella codifica che dichiara. "
        "Scaricalo o salvalo di nuovo, se puoi in XLSX oppure in CSV UTF-8."
    )


class FileCutShort(FileRefused):
    """The file ends before its end."""

    message = _(
        "Il file si interrompe alla riga %(line)s, colonna %(column)s: ne manca un pezzo. "
        "Scaricalo o salvalo di nuovo."
    )


class FileBroken(FileRefused):
    """The file's inner structure is damaged."""

    message = _(
        "Il file è rovinato alla riga %(line)s, colonna %(column)s. Scaricalo o salvalo di nuovo."
    )


class EntitiesForbidden(FileRefused):
    """The XML declares a DTD or entities: no bank or spreadsheet does; they can eat the memory."""

    message = _(
        "Alla riga %(line)s, colonna %(column)s il file contiene istruzioni (DTD o entità) "
        "che un file così non ha mai: per prudenza non lo apriamo. "
        "Scaricalo di nuovo dal sito da cui viene."
    )
