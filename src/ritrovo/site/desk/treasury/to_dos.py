"""What waits in the accounts, for the desk's first page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.practices import ToDo
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.payments.queries.desk import bodies_of
from ritrovo.foundations.payments.queries.waits import Waits, waits_of
from ritrovo.foundations.people.models import Organisation
from ritrovo.site.desk.treasury.frame import address

# Each count of `Waits`, its words and the page where it is dealt with.
KINDS: Final = (
    ("halfway", _("Estratti conto caricati e non importati"), "body"),
    ("to_match", _("Righe della banca da abbinare"), "waiting"),
    ("to_decide", _("Versamenti in sospeso"), "held"),
    ("to_return", _("Bonifici da restituire"), "held"),
    ("to_receipt", _("Doni senza ricevuta"), "to_receipt"),
)


def to_dos(actor: Actor) -> list[ToDo]:
    """Say what waits in the accounts this person keeps, body by body. Five queries, or none."""
    bodies = list(bodies_of(actor)) if actor.organisations else []
    found = waits_of(bodies)
    return [todo for body in bodies for todo in _of_body(body, found[body.pk])]


def _of_body(body: Organisation, waits: Waits) -> Iterator[ToDo]:
    for kind, words, page in KINDS:
        if count := getattr(waits, kind):
            yield ToDo(f"{words}: {body.legal_name}", address(page, body), count)
