"""Counting by night and on demand: interrupted, it goes on where it was."""

from __future__ import annotations

from django.db import transaction
from procrastinate.contrib.django import app

from ritrovo.insight.impact.actions import LOCK, TASK
from ritrovo.insight.impact.models import Round
from ritrovo.insight.impact.notices import just_ended, send_counted
from ritrovo.insight.impact.scoping import Key, key_of
from ritrovo.insight.impact.steps import (
    Survey,
    begin_or_take_up,
    end_round,
    read_what_is_new,
    study_scope,
    surveyed,
)


# After the counts of contributions, whose pages tell the same numbers.
@app.periodic(cron="40 3 * * *", periodic_id="impact_studies")
@app.task(name="impact.study_everything", queueing_lock="impact.study_everything", lock=LOCK)
def study_everything(timestamp: int = 0) -> None:
    """Read what is new and study every scope, each by itself; safe to run twice.

    What a killed worker leaves is taken up after the scope it finished last.
    """
    with transaction.atomic(durable=True):
        going = begin_or_take_up()
    with surveyed() as survey:
        study_all(going, survey, survey.keys())


@app.task(name=TASK, lock=LOCK)
def count_scope(round_id: str) -> None:
    """Read what is new and study the one scope that a round asks for; safe to run twice."""
    going = Round.objects.get(pk=round_id)
    if going.ended_at is not None:
        return
    with transaction.atomic(durable=True):
        read_what_is_new()
    with surveyed() as survey:
        study_all(going, survey, [key_of(going.scope_kind, going.scope_id)])


# In the morning: letters do not leave by night.
@app.periodic(cron="20 8 * * *", periodic_id="impact_counted")
@app.task(name="impact.tell_promoters", queueing_lock="impact.tell_promoters")
def tell_promoters(timestamp: int = 0) -> int:
    """Write to who promoted what has just ended and is counted, once for each; how many letters."""
    sent = 0
    for context, shown in just_ended():
        with transaction.atomic(durable=True):
            sent += send_counted(context, shown)
    return sent


def study_all(going: Round, survey: Survey, keys: list[Key]) -> None:
    """Study scopes in their order, each in a transaction, from where a round was left."""
    left = keys_after(going, keys)
    Round.objects.filter(pk=going.pk).update(
        scopes=going.done + len(left), known_until=survey.community.known_until
    )
    for key in left:
        with transaction.atomic(durable=True):
            study_scope(going, survey, key)
    end_round(going)


def keys_after(going: Round, keys: list[Key]) -> list[Key]:
    """Leave out the scopes that a round has done."""
    if not going.last:
        return keys
    place, _, scope_id = going.last.partition(":")
    return [key for key in keys if key > Key(int(place), scope_id)]
