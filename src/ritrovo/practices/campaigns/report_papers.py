"""An expense's paper: a PDF as it is, or a picture drawn anew; who may read it."""

from __future__ import annotations

from typing import BinaryIO, Final

from ritrovo.foundations.kernel.access import Actor
from ritrovo.practices.campaigns.models import Expense
from ritrovo.practices.campaigns.policies import SEES_EXPENSES, money_scope_of, scope_of
from ritrovo.practices.campaigns.report_errors import PaperUnreadable
from ritrovo.practices.campaigns.sheet_errors import PhotographUnreadable
from ritrovo.practices.campaigns.sheet_photographs import as_jpeg

MOST_BYTES: Final = 10 * 1024 * 1024


def as_paper(file: BinaryIO) -> tuple[str, bytes]:
    """Give a paper's ending and its bytes: PDF as it came, pictures without what a camera wrote.

    Raises PaperUnreadable.
    """
    read = file.read(MOST_BYTES + 1)
    if len(read) > MOST_BYTES:
        raise PaperUnreadable
    if read.startswith(b"%PDF-"):
        return "pdf", read
    file.seek(0)
    try:
        return "jpg", as_jpeg(file)
    except PhotographUnreadable as unreadable:
        raise PaperUnreadable from unreadable


def may_read_paper(actor: Actor, path: str) -> bool:
    """Let who works on the campaign, or keeps the beneficiary's accounts, read it; one query."""
    found = Expense.objects.filter(file=path).select_related("campaign").first()
    if found is None:
        return False
    scopes = (scope_of(found.campaign), money_scope_of(found.campaign))
    return any(SEES_EXPENSES.admits(actor, scope) for scope in scopes)
