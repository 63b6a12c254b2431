"""Recount everything and fail on any drift."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from rich.console import Console
from rich.progress import track

from ritrovo.foundations.ecosystems.practices import Proof
from ritrovo.foundations.ledger.proving import provers


class Command(BaseCommand):
    """Run by night, and before every release; it only reads."""

    help = "Recount the books and the facts, room by room; fail if anything has drifted."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print what was counted, then each drift. Raises CommandError when there is one."""
        drifts = 0
        # Progress to stderr, findings to stdout: both can be piped.
        screen = Console(stderr=True)
        with transaction.atomic(durable=True):
            read_one_snapshot()
            for prove in track(provers().values(), "Recounting", console=screen):
                drifts += self.tell(prove())
        if drifts:
            raise CommandError(f"{drifts} drifted: see above. Nothing was changed.")
        self.stdout.write(self.style.SUCCESS("Everything agrees."))

    def tell(self, proof: Proof) -> int:
        """Write what a proof counted and found; how many drifts it found."""
        if not proof.drifted:
            self.stdout.write(f"{proof.counted:>12,}  {proof.what}")
            return 0
        self.stdout.write(self.style.ERROR(f"{proof.counted:>12,}  NOT: {proof.what}"))
        for drift in proof.drifted:
            self.stdout.write(f"{'':>14}{drift}")
        return len(proof.drifted)


def read_one_snapshot() -> None:
    """Make this transaction read all at one moment and write nothing."""
    with connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
