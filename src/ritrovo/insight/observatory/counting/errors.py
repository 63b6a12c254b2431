"""What stops the whole of a file or a folder, said in both languages."""

from __future__ import annotations

from typing import ClassVar

from ritrovo.insight.observatory.counting.words import Words


class Unreadable(Exception):
    """A file, mapping or folder that cannot be read at all; single rows never raise it."""

    words: ClassVar[Words] = Words("Il file non si legge.", "The file cannot be read.")

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.said("en"))

    def said(self, language: str) -> str:
        """Say what is wrong and what to do."""
        return self.words.said(language, **self.facts)


class EmptyTable(Unreadable):
    """The file has no header, or nothing below it."""

    words = Words("«{name}» è vuoto.", "“{name}” is empty.")


class ParquetBroken(Unreadable):
    """The file is called Parquet and is none, or its end is missing."""

    words = Words(
        "«{name}» non è un file Parquet intero: scaricalo di nuovo.",
        "“{name}” is no whole Parquet file: download it again.",
    )


class ColumnsMissing(Unreadable):
    """The header lacks columns that the mapping needs."""

    words = Words(
        "In «{name}», riga 1, mancano le colonne {columns}; ci sono {found}. "
        "Scegli un'altra mappa o correggi l'intestazione.",
        "In “{name}”, line 1, the columns {columns} are missing; there are {found}. "
        "Choose another mapping or correct the header.",
    )


class PresetUnknown(Unreadable):
    """No mapping has that name."""

    words = Words(
        "La mappa «{name}» non c'è; ci sono {known}.",
        "There is no mapping “{name}”; there are {known}.",
    )


class PresetBroken(Unreadable):
    """A mapping says something that no mapping can."""

    words = Words("La mappa «{name}»: {why}.", "The mapping “{name}”: {why}.")


class AlreadyIn(Unreadable):
    """The same rows came in before: nothing is added."""

    words = Words(
        "Queste righe ci sono già, dall'importazione {import_id}: non si aggiunge niente.",
        "These rows are already in, by import {import_id}: nothing is added.",
    )


class NotImported(Unreadable):
    """No import bears that id."""

    words = Words("L'importazione {import_id} non c'è.", "There is no import {import_id}.")


class NotWaiting(Unreadable):
    """No refused row of that import stands at that line."""

    words = Words(
        "Alla riga {line} dell'importazione {import_id} non aspetta niente.",
        "Nothing waits at line {line} of import {import_id}.",
    )


class NotComparable(Unreadable):
    """Two published figures of which no growth may be stated."""

    words = Words("{why_it}", "{why_en}")


class FigureBroken(Unreadable):
    """A row of published figures that cannot be understood."""

    words = Words(
        "«{name}», riga {line}, colonna «{column}»: «{cell}» non si capisce.",
        "“{name}”, line {line}, column “{column}”: “{cell}” cannot be understood.",
    )


class FolderEmpty(Unreadable):
    """A folder of raw files without any folder named as a mapping."""

    words = Words(
        "In {folder} non c'è nessuna cartella col nome di una mappa ({known}).",
        "In {folder} there is no folder named as a mapping ({known}).",
    )


class FolderTaken(Unreadable):
    """The folder for a report has things that no report of ours left there."""

    words = Words(
        "In {folder} c'è altro: scegli una cartella nuova, o quella di un rapporto di prima.",
        "There is something else in {folder}: choose a new folder, or that of an earlier report.",
    )


class AboutBroken(Unreadable):
    """What a folder says of its report cannot be understood."""

    words = Words("«{name}» non si capisce: {why}.", "“{name}” cannot be understood: {why}.")
