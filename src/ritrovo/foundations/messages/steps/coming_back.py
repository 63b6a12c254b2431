"""Take note of mails that came back, and stop addresses that refuse them."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import Final

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.kernel.parameters import parameter
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.messages.choices import Reason
from ritrovo.foundations.messages.models import Bounce, Message

COUNTED_FOR: Final = timedelta(days=30)


def record_bounce(
    *,
    message: Message | None,
    status: str,
    diagnosis: str,
    is_permanent: bool,
    address: str = "",
    digest: str = "",
) -> Bounce:
    """Note that a mail came back, once per report; stop the address when it will not change.

    A permanent failure stops at once, a temporary one after as many as the parameter
    `messages.soft_bounces` says within 30 days. Two to four queries.
    """
    require_transaction()
    whom = address or (message.address if message else "")
    seen = digest or hashlib.sha256(f"{message and message.pk} {status}".encode()).hexdigest()
    bounce, is_new = Bounce.objects.get_or_create(
        digest=seen,
        defaults={
            "message": message,
            "address": whom,
            "status": status[:12],
            "is_permanent": is_permanent,
            "diagnosis": " ".join(diagnosis.split())[:300],
        },
    )
    if is_new and (is_permanent or _is_too_many(whom)):
        stop_address(whom, Reason.BOUNCED)
    return bounce


def stop_address(address: str, reason: Reason) -> None:
    """Send nothing more to an address until somebody lifts the stop. One query."""
    require_transaction()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO ritrovo_messages_suppression (id, address, reason, since)"
            " VALUES (%s, %s, %s, %s) ON CONFLICT (address) WHERE lifted_at IS NULL DO NOTHING",
            [new_id(), address, reason, clock.now()],
        )


def _is_too_many(address: str) -> bool:
    lately = Bounce.objects.filter(address=address, came_back_at__gte=clock.now() - COUNTED_FOR)
    return lately.count() >= parameter("messages.soft_bounces")
