"""An address that nobody has proved gets a few letters from us, not hundreds."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.db import connection

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.parameters import parameters
from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.practices.campaigns.errors import LinksUnopened

UNOPENED, HOURS = "campaigns.links_unopened", "campaigns.confirm_hours"
HOLD: Final = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
# Promises, offers and notices whose link waits, and promises being written: each is a letter.
WAITING: Final = """
    WITH asked AS (SELECT upper(%(email)s::text) AS email, %(since)s::timestamptz AS since)
    SELECT (SELECT count(*) FROM campaigns_pledge p
            WHERE state = 'awaiting' AND upper(p.email) = asked.email AND made_at > since)
         + (SELECT count(*) FROM campaigns_needoffer o
            WHERE state = 'awaiting' AND upper(o.email) = asked.email AND made_at > since)
         + (SELECT count(*) FROM campaigns_pledgedraft
            WHERE pledge_id IS NULL AND upper(answers ->> 'email') = asked.email
              AND started_at > since AND id IS DISTINCT FROM %(beside)s)
         + (SELECT count(*) FROM campaigns_noticerequest n
            WHERE confirmed_at IS NULL AND upper(n.email) = asked.email AND asked_at > since)
    FROM asked
"""


def require_room_for_letter(email: str, *, beside: UUID | None = None) -> None:
    """Let another letter go to an address only while few links wait for its owner.

    At most `campaigns.links_unopened` wait at once; a link waits until it is opened or its hours
    are over, so its owner is never stopped for long. A promise being written takes its place
    already, or many could be prepared and sent together; `beside` is the draft that asks. One
    transaction at a time looks at an address. Three queries. Raises LinksUnopened.
    """
    require_transaction()
    if not email:
        return
    known = parameters(UNOPENED, HOURS)
    since = clock.now() - timedelta(hours=known[HOURS])
    asked: dict[str, Any] = {"email": email, "since": since, "beside": beside}
    with connection.cursor() as cursor:
        cursor.execute(HOLD, [f"letters {email.casefold()}"])
        cursor.execute(WAITING, asked)
        (waiting,) = cursor.fetchone()
    if waiting >= known[UNOPENED]:
        raise LinksUnopened
