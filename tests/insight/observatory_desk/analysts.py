"""An analyst, files as platforms publish them, and a worker that does at once what was deferred."""

from __future__ import annotations

from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.kernel.access import Actor
from ritrovo.insight.observatory.actions import imports as actions
from ritrovo.insight.observatory.jobs import imports as jobs
from ritrovo.insight.observatory.models import Import
from tests import factories
from tests.insight.observatory.dirt import cells_of, text_of

WORK = {"observatory.bring": jobs.bring, "observatory.drop": jobs.drop}


def make_analyst() -> Actor:
    person = factories.make_person("Rita", "Conti")
    return Actor(person.pk, platform=frozenset({"analyst"}))


def work() -> None:
    """Do what the observatory deferred, in the order in which it was asked for."""
    waiting = ProcrastinateJob.objects.filter(task_name__in=WORK).order_by("id")
    for job in list(waiting):
        # Each test's database counts its jobs from 1 anew.
        if (known := (connection.settings_dict["NAME"], job.pk)) not in WORKED:
            WORKED.add(known)
            WORK[job.task_name].func(**job.args)


WORKED: set[tuple[str, int]] = set()


def brought(analyst: Actor, *rows: list[str], name: str = "kickstarter.csv") -> Import:
    """Upload a file of the shipped mapping and have it brought in."""
    told = actions.upload_file(actor=analyst, name=name, chunks=[text_of(*rows)])
    actions.bring_file_in(actor=analyst, import_id=told.pk)
    work()
    return Import.objects.get(pk=told.pk)


__all__ = ["brought", "cells_of", "make_analyst", "text_of", "work"]
