"""What campaigns tell the rest of the platform: cards, numbers, search results, things to do."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, Q, QuerySet, Sum, When
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ritrovo.foundations.contributions.measures import (
    Money,
    Victories,
    givers_by_context,
    victories,
)
from ritrovo.foundations.contributions.rings import people_ratios
from ritrovo.foundations.ecosystems.practices import Card, ToDo
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.practices.campaigns.choices import OfferState, PledgeState, Status
from ritrovo.practices.campaigns.models import Campaign, NeedOffer, Pledge, Question
from ritrovo.practices.campaigns.pictures import smaller_url
from ritrovo.practices.campaigns.policies import RULES
from ritrovo.practices.campaigns.queries.afterwards import (
    reports_to_write,
    silent_without_address,
)
from ritrovo.practices.campaigns.queries.changes import changes_to_decide
from ritrovo.practices.campaigns.queries.patronage import patronage_waits
from ritrovo.practices.campaigns.stages import stage_of

PUBLIC = (
    Status.PUBLISHED,
    Status.SUCCEEDED,
    Status.CLOSED,
    Status.COLLECTING,
    Status.WON,
    Status.SHORT,
    Status.REPORTED,
    Status.FAILED,
    Status.SUSPENDED,
)
_PROMISED = F("promised_account__received") - F("promised_account__sent")
_COLLECTED = F("collected_account__received") - F("collected_account__sent")


def public_campaigns() -> QuerySet[Campaign]:
    """Give the campaigns everyone may see, with what each was promised and has collected.

    What was let go when one failed had been promised too, as its page says.
    """
    promised = _PROMISED + _COLLECTED + F("released_cents")
    return (
        Campaign.objects.filter(status__in=PUBLIC)
        .select_related("municipality", "promoter", "ecosystem")
        .annotate(collected_cents=_COLLECTED, promised_cents=promised)
    )


def cards(*, ecosystem_id: UUID | None = None, limit: int = 3) -> list[Card]:
    """Show the open campaigns first, the nearest to their end before. Three queries."""
    found = public_campaigns().prefetch_related("pictures")
    if ecosystem_id:
        found = found.filter(ecosystem=ecosystem_id)
    return cards_of(found, limit=limit)


def cards_of(found: QuerySet[Campaign], *, limit: int) -> list[Card]:
    """Draw the cards of some public campaigns, the open ones first."""
    open_first = Case(When(status=Status.PUBLISHED, then=0), default=1)
    return _cards(list(found.order_by(open_first, "closes_on", "id")[:limit]))


def numbers(*, ecosystem_id: UUID | None = None) -> Victories:
    """Count both victories of an ecosystem, or of the installation. Three queries."""
    found = Campaign.objects.filter(status__in=PUBLIC)
    if ecosystem_id:
        found = found.filter(ecosystem=ecosystem_id)
    sums = found.aggregate(
        promised=Sum(_PROMISED + _COLLECTED),
        collected=Sum(_COLLECTED),
        minimum=Sum("minimum_cents"),
        optimum=Sum("optimum_cents"),
    )
    money = Money(**{name: Amount(cents or 0) for name, cents in sums.items()})
    return victories(money=money, ecosystem_id=ecosystem_id)


def search(*, text: str, limit: int = 10) -> list[Card]:
    """Find public campaigns by their words, whatever accents. Three queries."""
    found = public_campaigns().prefetch_related("pictures")
    for word in text.split():
        found = found.filter(
            Q(title__unaccent__icontains=word)
            | Q(summary__unaccent__icontains=word)
            | Q(municipality__name__unaccent__icontains=word)
        )
    campaigns = list(found.order_by("-published_at")[:limit])
    return _cards(campaigns)


def to_dos(actor: Actor) -> list[ToDo]:
    """Say what waits for this person in campaigns they promote, review or keep. Nine queries."""
    promoted = _where(actor, "report_campaign")
    silent = silent_without_address(_where(actor, "record_answer"))
    to_call = _("Da chiamare per la consegna")
    return [
        *_promoter_waits(promoted),
        *_waits(silent, "handover__campaign", to_call, "campaigns:desk_handover"),
        *reports_to_write(promoted),
        *_review_waits(actor),
        *changes_to_decide(actor),
        *patronage_waits(actor),
    ]


def _where(actor: Actor, verb: str) -> list[UUID]:
    """List the organisations for which somebody may do something."""
    roles = RULES[verb].organisation
    return [where for where, mine in actor.organisations.items() if roles & mine]


def _promoter_waits(organisations: list[UUID]) -> list[ToDo]:
    pledges = Pledge.objects.filter(
        campaign__promoter__in=organisations, state=PledgeState.TO_APPROVE
    )
    offers = NeedOffer.objects.filter(
        need__campaign__promoter__in=organisations, state=OfferState.OFFERED
    )
    questions = Question.objects.filter(
        campaign__promoter__in=organisations, answered_at=None, hidden_at=None
    )
    return [
        *_waits(pledges, "campaign", _("Promesse da approvare"), "campaigns:desk_pledges"),
        *_waits(offers, "need__campaign", _("Persone che si offrono"), "campaigns:desk_offers"),
        *_waits(questions, "campaign", _("Domande senza risposta"), "campaigns:desk_questions"),
    ]


def _waits(rows: QuerySet[Any], path: str, words: str, url_name: str) -> list[ToDo]:
    """Count what waits, campaign by campaign."""
    counts = (
        rows.values(f"{path}_id", f"{path}__title").annotate(count=Count("id")).order_by("-count")
    )
    return [
        ToDo(
            title=f"{words}: {row[f'{path}__title']}",
            url=reverse(url_name, args=[row[f"{path}_id"]]),
            count=row["count"],
        )
        for row in counts
    ]


def _review_waits(actor: Actor) -> list[ToDo]:
    reviewed = [
        ecosystem_id
        for ecosystem_id, roles in actor.ecosystems.items()
        if roles & {"promoter", "administrator"}
    ]
    mine = Q() if "moderator" in actor.platform else Q(ecosystem__in=reviewed)
    waiting = Campaign.objects.filter(mine, status=Status.IN_REVIEW)
    return [
        ToDo(
            title=_("Da rivedere: {title}").format(title=title),
            url=reverse("campaigns:desk_review", args=[campaign_id]),
        )
        for campaign_id, title in waiting.values_list("id", "title")
    ]


def _cards(campaigns: list[Campaign]) -> list[Card]:
    """Draw cards: one query, two more where some campaigns have targets."""
    people = givers_by_context([campaign.pk for campaign in campaigns])
    second = people_ratios({campaign.pk: campaign.targets for campaign in campaigns})
    return [
        _card(campaign, people.get(campaign.pk, 0), second.get(campaign.pk))
        for campaign in campaigns
    ]


def _card(campaign: Campaign, people: int, people_ratio: int | None) -> Card:
    promised = Amount(campaign.promised_cents)  # type: ignore[attr-defined]
    goal = Amount(campaign.minimum_cents or campaign.optimum_cents)
    picture = next(iter(campaign.pictures.all()), None)
    return Card(
        title=campaign.title,
        url=reverse("campaigns:detail", args=[campaign.slug]),
        line=campaign.summary,
        picture=smaller_url(picture) if picture else "",
        rings={
            "first": promised.per_mille_of(goal),
            "second": people_ratio,
            "label": _progress(promised, goal, people),
        },
        badge=str(stage_of(campaign.terms, clock.today()).words),
    )


def _progress(promised: Amount, goal: Amount, people: int) -> str:
    """Say how far a campaign is, and how many gave when somebody has."""
    sums = _("%(sum)s su %(goal)s") % {
        "sum": format_amount(promised, short=True),
        "goal": format_amount(goal, short=True),
    }
    persons = ngettext("%(count)d persona", "%(count)d persone", people) % {"count": people}
    return f"{sums}, {persons}" if people else sums
