"""What waits for an analyst, for the desk's first page."""

from __future__ import annotations

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.models import Import
from ritrovo.insight.observatory.policies import ANALYSTS
from ritrovo.insight.observatory.queries.desk import categories_without_a_place, pairs_to_decide


def to_dos(actor: Actor) -> list[ToDo]:
    """Say what only a person can go on with: three queries, none for all others."""
    if not ANALYSTS.admits(actor):
        return []
    counts = Import.objects.aggregate(
        looked_at=Count("pk", filter=Q(state=ImportState.LOOKED_AT)),
        refused=Sum("rows_refused", filter=Q(state=ImportState.DONE)),
    )
    waits = (
        (_("Osservatorio: file da guardare"), "imports", counts["looked_at"]),
        (_("Osservatorio: righe da correggere"), "imports", counts["refused"]),
        (_("Osservatorio: possibili doppioni"), "pairs", len(pairs_to_decide())),
        (_("Osservatorio: categorie senza posto"), "categories", categories_without_a_place()),
    )
    return [
        ToDo(words, reverse(f"observatory_desk:{name}"), count)
        for words, name, count in waits
        if count
    ]
