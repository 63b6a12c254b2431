"""Promises ready to be sent: their drafts in the database, their last requests as bytes.

Run as a module it writes a campaign and its drafts into the installation of RITROVO_DATA, and
prints the requests that turn each draft into a promise.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from uuid import uuid4

if TYPE_CHECKING:
    from ritrovo.practices.campaigns.models import Campaign

TOKEN = "b" * 32  # The same in cookie and form: what the check of the form's origin asks.


@dataclass(frozen=True, slots=True)
class Sending:
    """The last request of a promise: to which path, with which body and cookies."""

    path: str
    body: str
    cookies: str

    def to(self, path: str) -> Sending:
        """Send the same to another path."""
        return replace(self, path=path)

    def as_bytes(self, host: str) -> bytes:
        """Write the whole HTTP/1.1 request."""
        body = self.body.encode()
        head = (
            f"POST {self.path} HTTP/1.1\r\nHost: {host}\r\nCookie: {self.cookies}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


def prepared(campaigns: list[Campaign], how_many: int) -> list[Sending]:
    """Write drafts ready to be promised, going round the campaigns; their last requests."""
    from django.urls import reverse

    from ritrovo.practices.campaigns.drafts import mark_of
    from ritrovo.practices.campaigns.models import PledgeDraft

    drafts = [
        PledgeDraft(
            campaign=campaigns[number % len(campaigns)],
            browser=uuid4(),
            key=uuid4(),
            answers=answers(number),
        )
        for number in range(how_many)
    ]
    PledgeDraft.objects.bulk_create(drafts, batch_size=1000)
    return [
        Sending(
            path=reverse("campaigns:pledge_review", args=[draft.campaign.slug]),
            body=urlencode(
                {
                    "key": draft.key,
                    "mark": mark_of(draft.answers),
                    "csrfmiddlewaretoken": TOKEN,
                }
            ),
            cookies=f"csrftoken={TOKEN}; {browser_cookie(draft.browser)}",
        )
        for draft in drafts
    ]


def answers(number: int) -> dict[str, object]:
    """Give what somebody wrote on the pages before the last."""
    return {
        "cents": 2000 + number % 7 * 500,
        "reward_id": None,
        "given_name": "Anna",
        "family_name": f"Rossi {number}",
        "email": f"anna{number}-{uuid4().hex[:8]}@example.org",
        "shown_as": "initials",
        "language": "it",
    }


def browser_cookie(browser: object) -> str:
    """Sign the cookie by which the site knows a browser again."""
    from django.http import HttpResponse

    from ritrovo.practices.campaigns.browsers import COOKIE, remember

    response = HttpResponse()
    remember(response, browser)  # type: ignore[arg-type]
    return f"{COOKIE}={response.cookies[COOKIE].coded_value}"


def main() -> None:
    """Write one campaign and as many drafts as asked; print their requests as JSON."""
    from ritrovo.config.command import connect

    connect()
    import django

    django.setup()
    from ritrovo.practices.campaigns.models import Campaign
    from tests.factories import make_campaign

    campaign = Campaign.objects.filter(status="published").first() or make_campaign()
    sendings = prepared([campaign], int(sys.argv[1]))
    json.dump([asdict(sending) for sending in sendings], sys.stdout)


if __name__ == "__main__":
    main()
