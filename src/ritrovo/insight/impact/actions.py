"""What people have counted at once."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.foundations.kernel.access import Actor
from ritrovo.insight.impact.models import Round
from ritrovo.insight.impact.policies import RULES
from ritrovo.insight.impact.queries.scopes import roles_at
from ritrovo.insight.impact.scopes import Scope
from ritrovo.insight.impact.steps import open_round, waiting_round

TASK = "impact.count_scope"
# Rounds go one at a time: each reads ties and fills the machine's memory.
LOCK = "impact.rounds"


@transaction.atomic(durable=True)
def count_now(*, actor: Actor, scope: Scope) -> Round:
    """Have a scope counted by the worker; while one waits, that one is the answer.

    Open to the people of the scope's organisation or ecosystem; what belongs to neither, to
    platform administrators. Five queries, two more where the scope has roles. Raises NotAllowed,
    ScopeUnknown.
    """
    RULES["count_now"].require(actor, roles_at(scope))
    waiting = waiting_round(scope)
    if waiting is not None:
        return waiting
    opened = open_round(None, *scope.key)
    app.configure_task(TASK, lock=LOCK).defer(round_id=str(opened.pk))
    return opened
