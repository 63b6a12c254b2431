"""The neutral yearly file as CSV and JSON; columns and meanings are decision 0022."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.payments.exclusions import Exclusion
from ritrovo.foundations.payments.queries.yearly import Row, YearGift, YearlyFile

COLUMNS: Final = (
    "ente_cf",
    "ente_tipologia",
    "anno",
    "donatore_cf",
    "donatore_cognome",
    "donatore_nome",
    "tipo_donatore",
    "importo_totale",
    "numero_erogazioni",
    "rimborso_importo",
    "rimborso_anno_erogazione",
    "opposizione",
    "motivo_esclusione",
)
WARNING: Final = (
    "File neutro per chi prepara la comunicazione: non è il file dell'Agenzia delle Entrate. "
    "Le righe con un motivo_esclusione non si comunicano."
)


def cells_of(file: YearlyFile, row: Row) -> tuple[str, ...]:
    """Write a row for a spreadsheet: sums in euro with a comma, nothing where there is nothing."""
    return (
        file.organisation.tax_code,
        str(file.body_type),
        str(file.year),
        row.tax_code,
        row.family_name,
        row.given_name,
        row.kind,
        euros(row.cents),
        str(row.gifts),
        euros(row.returned_cents) if row.returned_of else "",
        str(row.returned_of or ""),
        "si" if row.is_opposed else "no",
        row.reason,
    )


def as_json(file: YearlyFile) -> dict[str, Any]:
    """Give the file as plain values: sums in whole cents, the reasons in words once."""
    return {
        "avviso": WARNING,
        "fatto_il": clock.today().isoformat(),
        "importi": "centesimi di euro, interi",
        "scadenza": file.deadline.isoformat(),
        "opposizioni_al": file.objections_on.isoformat(),
        "motivi": {str(each): str(each.label) for each in Exclusion},
        "totali": {
            "donatori": file.donors,
            "importo": file.total.count,
            "rimborsi": file.returned.count,
            "senza_ricevuta": file.unreceipted,
            "altri_con_cf_solo_nella_promessa": file.codes_by_promise,
        },
        "righe": [dict(zip(COLUMNS, _values(file, row), strict=True)) for row in file.rows],
    }


def left_out_header() -> tuple[str, ...]:
    """Name the columns of what is left out, gift by gift."""
    return (
        _("giorno"),
        _("chi"),
        _("codice fiscale"),
        _("per che cosa"),
        _("importo"),
        _("rimborso"),
        _("motivo"),
        _("motivo in parole"),
    )


def left_out_row(gift: YearGift) -> Iterator[str]:
    """Write a gift that is left out, with its reason as code and in words."""
    yield gift.day.isoformat()
    yield gift.name
    yield gift.tax_code
    yield gift.title
    yield euros(gift.cents) if gift.cents else ""
    yield euros(gift.returned_cents) if gift.returned_cents else ""
    yield gift.reason
    yield str(Exclusion(gift.reason).label)


def euros(cents: int) -> str:
    """Write whole cents as euro with a comma: `12,50`."""
    return f"{cents // 100},{cents % 100:02d}"


def _values(file: YearlyFile, row: Row) -> tuple[Any, ...]:
    return (
        file.organisation.tax_code,
        file.body_type,
        file.year,
        row.tax_code,
        row.family_name,
        row.given_name,
        row.kind,
        row.cents,
        row.gifts,
        row.returned_cents if row.returned_of else None,
        row.returned_of,
        row.is_opposed,
        row.reason,
    )
