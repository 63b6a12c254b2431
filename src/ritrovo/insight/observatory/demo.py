"""The observatory of the demo: our campaigns beside a made-up portal's, and a first report."""

from __future__ import annotations

from typing import Final

from ritrovo.foundations.ecosystems.practices import MarketRow, market
from ritrovo.foundations.ecosystems.queries import actor_of_party
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Person
from ritrovo.insight.observatory import demo_portal as portal
from ritrovo.insight.observatory.actions import decisions, imports, reports
from ritrovo.insight.observatory.actions.reports import Wanted
from ritrovo.insight.observatory.jobs.imports import bring
from ritrovo.insight.observatory.jobs.reports import make
from ritrovo.insight.observatory.models import Import

ANALYST: Final = "rita@example.org"
TITLE: Final = "Il crowdfunding della dimostrazione"


def load() -> None:
    """Count our campaigns and a made-up portal's as the analyst would, and publish a report.

    What a worker would do is done at once. Some rows wait, one was corrected by hand, and one pair
    may be one campaign. Nothing where there is nobody to do it, or where it was done.
    """
    person = Person.objects.filter(login__email=ANALYST).first()
    if person is None or Import.objects.exists():
        return
    actor = actor_of_party(person.pk)
    _work(imports.import_our_campaigns(actor=actor))
    _bring_in(actor, portal.file_of(clock.today(), _twin()))
    for category, node in portal.PLACES.items():
        decisions.place_category(actor=actor, platform=portal.PORTAL, category=category, node=node)
    _publish(actor)


def _twin() -> MarketRow | None:
    """Choose the campaign of ours that the portal tells too: the latest that the public saw."""
    return max(market(), key=lambda row: (str(row.published_on), row.id), default=None)


def _bring_in(actor: Actor, content: bytes) -> None:
    told = imports.upload_file(actor=actor, name=portal.FILE, chunks=[content])
    imports.save_mapping(actor=actor, import_id=told.pk, name=portal.MAPPING, facts=portal.facts())
    _work(imports.bring_file_in(actor=actor, import_id=told.pk, day=clock.today()))
    fix = {portal.broken_line(content): {"stato": "riuscita"}}
    _work(imports.correct_rows(actor=actor, import_id=told.pk, fixes=fix))


def _work(told: Import) -> None:
    bring.func(import_id=str(told.pk))


def _publish(actor: Actor) -> None:
    making = reports.ask_for_report(actor=actor, wanted=Wanted(TITLE))
    make.func(making_id=str(making.pk))
    reports.publish_report(actor=actor, edition=making.edition)
