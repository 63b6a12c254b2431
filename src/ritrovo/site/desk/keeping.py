"""What waits for who administers the platform."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor
from ritrovo.site.desk.policies import KEEPERS
from ritrovo.site.desk.queries import failed_work_count


def to_dos(actor: Actor) -> list[ToDo]:
    """List what stopped by itself and waits for a person; one query, none for all others."""
    if not KEEPERS.admits(actor) or not (failed := failed_work_count()):
        return []
    return [ToDo(_("Lavori non riusciti"), reverse("desk:work"), failed)]
