"""What waits about volunteers, for the desk's first page."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.policies import WRITERS
from ritrovo.foundations.volunteers.queries.waits import Waits, waits_of
from ritrovo.site.desk.volunteers.frame import address


def to_dos(actor: Actor, organisations: list[Organisation]) -> list[ToDo]:
    """Say what waits where this person looks after volunteers. Five queries, or none."""
    kept = [each for each in organisations if WRITERS.admits(actor, Scope(each.pk))]
    found = waits_of([each.pk for each in kept])
    return [todo for each in kept for todo in _of_body(each, found[each.pk])]


def _of_body(body: Organisation, waits: Waits) -> Iterator[ToDo]:
    if waits.warning:
        yield ToDo(f"{waits.warning.title}: {body.legal_name}", address("policies", body))
    if waits.hours:
        words = _("Ore di volontariato da confermare")
        yield ToDo(f"{words}: {body.legal_name}", address("hours", body), waits.hours)
