"""How much waits for whoever keeps accounts, body by body."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from ritrovo.foundations.payments.models import StatementUpload
from ritrovo.foundations.payments.queries.desk import free_lines, money_held
from ritrovo.foundations.payments.queries.receipts import to_receipt
from ritrovo.foundations.people.models import Organisation

_BODY_OF_DUE: Final = "due__beneficiary_id"
_BODY_OF_ACCOUNT: Final = "bank_account__organisation_id"


@dataclass(frozen=True, slots=True)
class Waits:
    """What waits in one body's accounts, counted."""

    to_match: int = 0
    to_decide: int = 0
    to_return: int = 0
    to_receipt: int = 0
    halfway: int = 0


def waits_of(bodies: Sequence[Organisation]) -> dict[UUID, Waits]:
    """Count what waits in these bodies' accounts, by body; four queries, however many bodies."""
    if not bodies:
        return {}
    ids = [each.pk for each in bodies]
    lines = _counted(free_lines(ids), _BODY_OF_ACCOUNT, to_match=Count("pk"))
    held = _counted(
        money_held(ids),
        _BODY_OF_DUE,
        to_decide=Count("pk", filter=Q(to_return_at=None)),
        to_return=Count("pk", filter=Q(to_return_at__isnull=False)),
    )
    gifts = _counted(to_receipt(*bodies), _BODY_OF_DUE, to_receipt=Count("pk"))
    files = StatementUpload.objects.filter(bank_account__organisation__in=ids)
    uploads = _counted(files, _BODY_OF_ACCOUNT, halfway=Count("pk"))
    return {
        each: Waits(
            **lines.get(each, {}),
            **held.get(each, {}),
            **gifts.get(each, {}),
            **uploads.get(each, {}),
        )
        for each in ids
    }


def _counted(rows: QuerySet[Any], body: str, **counts: Count) -> dict[UUID, dict[str, int]]:
    found = rows.order_by().values(body).annotate(**counts)
    return {row.pop(body): {name: row[name] for name in counts} for row in found}
