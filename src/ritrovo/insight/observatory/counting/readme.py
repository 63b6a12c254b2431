"""What lies in a report's folder and how to make it again, in both languages."""

from __future__ import annotations

from typing import Final

from ritrovo.insight.observatory.counting.about import About
from ritrovo.insight.observatory.counting.campaigns import FILE

COMMAND: Final = "ritrovo observatory report FOLDER --to REPORT"


def readme(about: About) -> str:
    """Say what lies in a report's folder and how to make it again, in both languages."""
    return f"""# {about.title}

{about.on.isoformat()} {about.publisher}

## Italiano

- `report.pdf`, `newsletter.html`, `newsletter.txt`: il rapporto da leggere.
- `tables/*.csv`: ogni tabella, intera. Il denaro è in centesimi, una casella vuota è ignota.
  Un testo che un foglio di calcolo prenderebbe per una formula ha un apostrofo davanti.
- `{FILE}`: le campagne, una riga ciascuna, con quello per cui sono contate.
- `dictionary.md`, `dictionary.json`: che cosa dice ogni colonna (CSVW).
- `report.json`: da che cosa è fatto, con le impronte SHA-256.

Per rifarlo: scompatta `bundle.zip` in una cartella e lancia

    {COMMAND}

Tabelle, PDF e newsletter sono gli stessi byte per byte; le righe hanno la stessa impronta.

## English

- `report.pdf`, `newsletter.html`, `newsletter.txt`: the report to read.
- `tables/*.csv`: every table, whole. Money is in cents, an empty cell is unknown.
  A text that a spreadsheet would take for a formula has an apostrophe before it.
- `{FILE}`: the campaigns, one row each, with what they are counted by.
- `dictionary.md`, `dictionary.json`: what each column says (CSVW).
- `report.json`: what it was made from, with SHA-256 hashes.

To make it again: unpack `bundle.zip` into a folder and run

    {COMMAND}

Tables, PDF and newsletter are the same byte for byte; the rows have the same hash.
"""
