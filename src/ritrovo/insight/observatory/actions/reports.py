"""A report's verbs: ask for it, seal it, publish it, send its newsletter to oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.refusals import refusing
from ritrovo.foundations.messages.links import absolute, default_site
from ritrovo.foundations.messages.steps import send
from ritrovo.foundations.people.models import Site
from ritrovo.insight.observatory.choices import ImportState
from ritrovo.insight.observatory.errors import (
    NoAddressOfYours,
    NothingCounted,
    ReportUnknown,
)
from ritrovo.insight.observatory.models import Import, Publication, Report, ReportMaking
from ritrovo.insight.observatory.policies import RULES
from ritrovo.insight.observatory.steps.reporting import defer_making

PATH = "/osservatorio/"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: a title, the period in which counted campaigns end, a language."""

    title: str
    since: date | None = None
    until: date | None = None
    language: str = "it"


@transaction.atomic(durable=True)
def ask_for_report(*, actor: Actor, wanted: Wanted, site: Site | None = None) -> ReportMaking:
    """Have a report made of everything that is in now, as a new edition.

    Raises NotAllowed, NothingCounted, ReportBeingMade, PeriodBackwards, TitleMissing.
    """
    RULES["ask_for_report"].require(actor)
    if not Import.objects.filter(state=ImportState.DONE).exists():
        raise NothingCounted
    here = site or default_site()
    today = clock.today()
    edition = _next_edition(today)
    with refusing():
        making = ReportMaking.objects.create(
            edition=edition,
            title=wanted.title.strip(),
            on=today,
            since=wanted.since,
            until=wanted.until,
            language=wanted.language,
            address=absolute(here, f"{PATH}{edition}/"),
            publisher=here.name,
            asked_by_id=actor.person_id,
        )
    defer_making(making.pk)
    return making


def _next_edition(today: date) -> str:
    """Name an edition by its day; a second one of the day bears its number."""
    taken = ReportMaking.objects.filter(on=today).count()
    return f"{today.isoformat()}-{taken + 1}" if taken else today.isoformat()


@transaction.atomic(durable=True)
def note_step(*, actor: Actor, making_id: UUID, step: int) -> None:
    """Note how far the work is. Raises NotAllowed."""
    RULES["note_step"].require(actor)
    ReportMaking.objects.filter(pk=making_id, ended_at=None).update(step=step)


@transaction.atomic(durable=True)
def seal_report(
    *, actor: Actor, making_id: UUID, content: str, made_from: dict[str, Any], campaigns: int
) -> Report | None:
    """Write down the report that was made; a making that is over gives what it gave.

    Raises NotAllowed.
    """
    RULES["seal_report"].require(actor)
    making = _held(making_id)
    if making.ended_at is not None:
        return making.report
    report = Report.objects.create(
        edition=making.edition,
        title=making.title,
        on=making.on,
        since=making.since,
        until=making.until,
        language=making.language,
        content=content,
        made_from=made_from,
        campaigns=campaigns,
        asked_by_id=making.asked_by_id,
    )
    making.report, making.ended_at = report, clock.now()
    making.save(update_fields=["report", "ended_at"])
    return report


@transaction.atomic(durable=True)
def give_up_report(*, actor: Actor, making_id: UUID, trouble: str) -> None:
    """Say why a report could not be made; one that is over stays as it is. Raises NotAllowed."""
    RULES["give_up_report"].require(actor)
    making = _held(making_id)
    if making.ended_at is None:
        making.trouble, making.ended_at = trouble or "?", clock.now()
        making.save(update_fields=["trouble", "ended_at"])


def _held(making_id: UUID) -> ReportMaking:
    held = ReportMaking.objects.select_for_update(of=("self",), no_key=True)
    making = held.filter(pk=making_id).first()
    if making is None:
        raise ReportUnknown
    return making


@transaction.atomic(durable=True)
def publish_report(*, actor: Actor, edition: str) -> Publication:
    """Show a report to everybody, for good; again it is the same publication.

    Raises NotAllowed, ReportUnknown.
    """
    RULES["publish_report"].require(actor)
    published_by = {"published_by_id": actor.person_id}
    made, _new = Publication.objects.get_or_create(report=_named(edition), defaults=published_by)
    return made


def _named(edition: str) -> Report:
    report = Report.objects.filter(edition=edition).first()
    if report is None:
        raise ReportUnknown
    return report


@transaction.atomic(durable=True)
def send_newsletter(*, actor: Actor, edition: str, to: str) -> None:
    """Send a report's newsletter to the analyst who asks, each time they ask.

    Raises NotAllowed, ReportUnknown, NoAddressOfYours.
    """
    RULES["send_newsletter"].require(actor)
    report = _named(edition)
    if not to:
        raise NoAddressOfYours
    letter = (report.folder / "newsletter.html").read_text(encoding="utf-8")
    send(
        kind="observatory.newsletter",
        key=f"{report.pk}:{clock.now().isoformat()}",
        to=to,
        party_id=actor.person_id,
        subject=_("La prova della newsletter"),
        template="observatory/mail/newsletter",
        context={
            "letter": _body(letter),
            "text": (report.folder / "newsletter.txt").read_text(encoding="utf-8"),
        },
        site=default_site(),
        language=report.language,
    )


def _body(letter: str) -> str:
    """Take what stands between the letter's own frame: a mail has a frame already."""
    return letter.partition("<!--letter-->")[2].partition("<!--/letter-->")[0]
