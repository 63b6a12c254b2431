"""A letter that is written in the very statement of the fact it tells."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise

from ritrovo.foundations.kernel.refusals import require_transaction
from ritrovo.foundations.kernel.writing import Writing, insertion
from ritrovo.foundations.messages.kinds import kind_of
from ritrovo.foundations.messages.steps.writing import Letter, rows_of
from ritrovo.foundations.people.models import Site

ONE_THING: Final = ("kind", "key", "address")
# What the queue itself writes for a letter that leaves at once; a test compares the two.
LEAVE: Final = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, priority, args)
    SELECT 'default', 'messages.deliver', 10, jsonb_build_object('message_id', id)
    FROM letter WHERE urgency = 'at_once' AND state = 'queued'
"""


def letter_writings(
    *, kind: str, letter: Letter, subject: str | Promise, template: str, site: Site, language: str
) -> tuple[Writing, ...]:
    """Give the writings of a letter and of the job by which it leaves, for `write_together`.

    They do what `send_many` does with one letter; without an address there is nothing to write.
    No query, or one for a kind that one may stop. Raises LookupError for a kind nobody registered,
    TypeError for a context that cannot be kept.
    """
    require_transaction()
    rows = rows_of(kind_of(kind), [letter], subject, language)
    if not rows:
        return ()
    (message,) = rows
    message.kind, message.template, message.site_id = kind, template, site.pk
    return insertion(message, "letter", once_per=ONE_THING), Writing("leaving", LEAVE, ())
