"""Background work that failed: why is kept in short, and an administrator tries again."""

import os
import subprocess
import sys

import pytest
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from ritrovo.foundations.people.errors import NameMissing
from ritrovo.foundations.people.steps import make_party
from ritrovo.site.desk import actions, queries
from ritrovo.site.desk.jobs import remember_failure, take_up_stranded
from ritrovo.site.desk.models import Failure
from ritrovo.site.desk.rules import told
from tests.people import factories as make
from tests.site.conftest import browser_of
from tests.site.test_desk_places import administrator

WORK = "/scrivania/piattaforma/lavori/"


class Context:
    """What a job knows of itself."""

    def __init__(self, job):
        self.job = job


def job(*, status: str = "failed", queueing_lock: str | None = None) -> ProcrastinateJob:
    """Put a job of some kind into the queue as it stands after its worker left it."""
    app.configure_task("messages.deliver", queueing_lock=queueing_lock).defer(message_id="x")
    made = ProcrastinateJob.objects.latest("pk")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = %s WHERE id = %s", [status, made.pk])
    return ProcrastinateJob.objects.get(pk=made.pk)


def nameless() -> None:
    with transaction.atomic():
        make_party(kind="person", name=" ")


def test_a_failure_is_told_by_its_kind_and_its_place_never_by_its_words(committed_db):
    failed = job()
    with pytest.raises(NameMissing):
        remember_failure(nameless, Context(failed), None)
    (noted,) = Failure.objects.all()
    assert noted.words.startswith("NameMissing · foundations/people/steps.py:")
    assert told(ValueError("Anna Rossi")) == "ValueError"


def test_failed_work_runs_again_or_is_set_aside_by_an_administrator(committed_db):
    browser = browser_of(administrator())
    failed = job()
    Failure.objects.create(job_id=failed.pk, words="ValueError · x.py:1")
    assert "ValueError" in browser.get(WORK).content.decode()
    assert "Lavori non riusciti" in browser.get("/scrivania/").content.decode()
    browser.post(f"{WORK}{failed.pk}/riprova/")
    failed.refresh_from_db()
    assert failed.status == "todo"
    assert not Failure.objects.exists()
    assert browser.post(f"{WORK}{failed.pk}/riprova/").status_code == 404
    other = job()
    browser.post(f"{WORK}{other.pk}/togli/")
    assert not ProcrastinateJob.objects.filter(pk=other.pk).exists()


def test_who_does_not_administer_the_platform_sees_no_work(db):
    promoter, _ = make.make_desk()
    browser = browser_of(promoter)
    assert browser.get(WORK).status_code == 403
    assert browser.post(f"{WORK}1/riprova/").status_code == 403


def test_work_whose_twin_waits_is_not_queued_twice(committed_db):
    failed = job(queueing_lock="once")
    waiting = job(status="todo", queueing_lock="once")
    assert not actions.retry_work(actor=administrator(), job_id=failed.pk)
    assert list(ProcrastinateJob.objects.values_list("pk", flat=True)) == [waiting.pk]


def test_what_a_dead_worker_had_begun_is_taken_up_again(committed_db):
    stranded = job(status="doing")
    assert take_up_stranded() == 1
    stranded.refresh_from_db()
    assert stranded.status == "todo"
    assert queries.stranded_work().count() == 0


def test_a_real_worker_takes_it_up_and_does_not_wait_for_itself(databases, committed_db):
    stranded = job(status="doing")
    take_up_stranded.defer()
    urls = databases.urls(committed_db)
    words = ("procrastinate", "worker", "--one-shot", "--no-listen-notify")
    done = subprocess.run(
        [sys.executable, "-m", "django", *words],
        env={**os.environ, "DATABASE_URL": urls.runtime, "DATABASE_OWNER_URL": urls.owner},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    stranded.refresh_from_db()
    # Its own work cannot be done, for it names no message: but it was tried.
    assert stranded.status == "failed", done.stdout + done.stderr
