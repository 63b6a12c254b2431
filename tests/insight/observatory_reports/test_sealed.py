"""A report is asked for once at a time, sealed for good, and published by an analyst only."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as current
from django.db import DatabaseError, transaction

from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.insight.observatory.actions import reports
from ritrovo.insight.observatory.actions.reports import Wanted
from ritrovo.insight.observatory.errors import (
    NothingCounted,
    PeriodBackwards,
    ReportBeingMade,
    ReportUnknown,
    TitleMissing,
)
from ritrovo.insight.observatory.jobs.reports import make
from ritrovo.insight.observatory.models import Import, Publication, Report, ReportMaking
from ritrovo.insight.observatory.queries import reports as queries
from tests import factories
from tests.insight.observatory_desk.analysts import brought, cells_of


@pytest.fixture
def has_file(analyst):
    return brought(analyst, cells_of(ID="1"))


def ask(analyst, title="Il mercato", **facts):
    return reports.ask_for_report(actor=analyst, wanted=Wanted(title, **facts))


def test_one_report_is_made_at_a_time_and_editions_of_a_day_are_numbered(analyst, has_file):
    first = ask(analyst)
    with pytest.raises(ReportBeingMade):
        ask(analyst)
    reports.give_up_report(actor=factories.SYSTEM, making_id=first.pk, trouble="il disco è pieno")
    assert queries.last_trouble() == first
    assert ask(analyst).edition == f"{first.edition}-2"


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"title": "  "}, TitleMissing),
        ({"since": date(2020, 1, 2), "until": date(2020, 1, 1)}, PeriodBackwards),
    ],
)
def test_a_report_that_cannot_be_is_refused_and_nothing_waits(analyst, has_file, facts, refusal):
    with pytest.raises(refusal):
        ask(analyst, **facts)
    assert not ReportMaking.objects.exists()


def test_without_a_file_there_is_nothing_to_report(analyst):
    with pytest.raises(NothingCounted):
        ask(analyst)


def test_a_file_that_cannot_be_read_any_more_ends_the_making_with_why(analyst, has_file):
    making = ask(analyst)
    Import.objects.filter(pk=has_file.pk).update(name="kickstarter.csv")
    for path in Path(current.MEDIA_ROOT).rglob("raw/*/*"):
        path.write_text("a,b\n1,2\n")
    make.func(making_id=str(making.pk))
    assert "kickstarter" in ReportMaking.objects.get().trouble
    assert not Report.objects.exists()


def test_only_analysts_ask_and_publish(make_sealed, analyst):
    report = make_sealed()
    for actor in (NOBODY, Actor(analyst.party_id, platform=frozenset({"moderator"}))):
        with pytest.raises(NotAllowed):
            ask(actor)
        with pytest.raises(NotAllowed):
            reports.publish_report(actor=actor, edition=report.edition)
        with pytest.raises(ReportUnknown):
            queries.report_for(actor, report.edition)
    assert queries.report_for(analyst, report.edition) == report


def test_published_twice_it_is_published_once(make_sealed, analyst):
    report = make_sealed()
    first = reports.publish_report(actor=analyst, edition=report.edition)
    assert reports.publish_report(actor=analyst, edition=report.edition) == first
    assert Publication.objects.count() == 1
    assert queries.report_for(NOBODY, report.edition) == report
    with pytest.raises(ReportUnknown):
        reports.publish_report(actor=analyst, edition="1999-01-01")


@pytest.mark.parametrize("change", [{"title": "Altro"}, {"content": "0" * 64}])
def test_a_sealed_report_never_changes(published, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.filter(pk=published.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Publication.objects.all().delete()
