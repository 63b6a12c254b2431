"""What is written to who promoted an initiative, once its second victory is counted whole."""

from __future__ import annotations

from base64 import b64encode
from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import translation
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.documents.figures import figure_png
from ritrovo.foundations.ecosystems.practices import Context, contexts
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import Letter, send_many
from ritrovo.foundations.people.models import OrganisationRole, Site
from ritrovo.insight.impact import charts
from ritrovo.insight.impact.addresses import address_of
from ritrovo.insight.impact.queries import Shown, latest
from ritrovo.insight.impact.queries.scopes import scope_of_context
from ritrovo.insight.impact.sentences import five_sentences

COUNTED: Final = "impact.counted"
# Of what ended before, an upgrade would write all at once.
HOW_LONG: Final = timedelta(days=30)


def register_kind() -> None:
    """Tell `messages` what this letter is."""
    why = _("Ti scriviamo perché promuovi questa iniziativa.")
    register(Kind(COUNTED, _("La seconda vittoria delle tue iniziative"), "at_once", why=why))


def send_counted(context: Context, shown: Shown) -> int:
    """Send the five sentences and one chart to the promoter's people; how many letters.

    Once for each initiative and address. Three queries beyond what sending costs.
    """
    site = Site.objects.get(ecosystems=context.ecosystem_id)
    with translation.override(site.language):
        drawn = charts.months(shown)
        told = {
            "title": context.title,
            "page": absolute(site, address_of(shown.scope)),
            "sentences": [
                {"title": each.title, "text": each.text} for each in five_sentences(shown)
            ],
            "said": drawn.said if drawn else "",
            "picture": picture_of(drawn),
        }
    return send_many(
        kind=COUNTED,
        subject=format_lazy(
            "{words}: {title}", words=_("La seconda vittoria è contata"), title=context.title
        ),
        template="impact/mail/counted",
        site=site,
        letters=[
            Letter(key=context.id, to=email, party_id=party_id, context=told)
            for party_id, email in promoters_of(context)
        ],
    )


def picture_of(chart: charts.Chart | None) -> str:
    """Draw a chart as a mail carries it: PNG in base 64; empty without one."""
    if chart is None or chart.figure is None:
        return ""
    return b64encode(figure_png(chart.figure, charts.spoken())).decode()


def just_ended() -> list[tuple[Context, Shown]]:
    """List the initiatives that ended lately and were counted after their last day.

    Three queries for each of them.
    """
    today, found = clock.today(), []
    for context in contexts():
        if context.last_day is None or not today - HOW_LONG <= context.last_day < today:
            continue
        shown = latest(scope_of_context(context))
        if shown is not None and shown.known_until.date() > context.last_day:
            found.append((context, shown))
    return found


def promoters_of(context: Context) -> list[tuple[UUID, str]]:
    """List who promotes an initiative, with their addresses; one query."""
    held = OrganisationRole.objects.filter(
        organisation=context.promoter_id, until=None, role__in=["promoter", "administrator"]
    )
    people = held.filter(person__login__isnull=False).order_by("person_id")
    return list(people.values_list("person_id", "person__login__email").distinct())
