"""A campaign outside its page: feeds, poster, social card, widget."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.html import format_html
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from ritrovo.foundations.contributions.measures import victories
from ritrovo.foundations.contributions.rings import people_ratios
from ritrovo.foundations.documents.pages import CardColours, PosterPage, Progress, SocialCard
from ritrovo.foundations.documents.posters import address_of as typed_address
from ritrovo.foundations.documents.posters import poster_pdf, social_card_png
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.look.formatting import format_amount, format_day
from ritrovo.foundations.people.sites import site_of, theme_of
from ritrovo.practices.campaigns.models import Campaign, Picture, Update
from ritrovo.practices.campaigns.queries.feeds import last_campaigns, last_updates
from ritrovo.practices.campaigns.queries.pages import (
    address_of,
    campaign_page,
    cover_of,
    goal_of,
    money_of,
    public_campaign,
)
from ritrovo.practices.campaigns.stages import stage_of
from ritrovo.practices.campaigns.stories import clean_story
from ritrovo.practices.campaigns.views.pledge import language_of, pdf

MINUTES = 60
for_a_while = cache_control(public=True, max_age=10 * MINUTES)


@opens_to(ANYONE)
@for_a_while
@require_safe
def all_feed(request: HttpRequest) -> HttpResponse:
    """Give the last campaigns as a feed, each with its whole story."""
    root = site_of(request).root
    feed = _feed(_("Campagne"), f"{root}{reverse('campaigns:list')}", request)
    for campaign in last_campaigns():
        _add(feed, campaign.title, address_of(campaign), _whole(campaign), campaign.published_at)
    return _answer(feed)


@opens_to(ANYONE)
@for_a_while
@require_safe
def feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a campaign's updates as a feed, in full."""
    campaign = public_campaign(slug)
    page = address_of(campaign)
    made = _feed(campaign.title, page, request, description=campaign.summary)
    for update in last_updates(campaign.pk):
        _add(made, update.title, _anchor(page, update), clean_story(update.text), update.at)
    return _answer(made)


@opens_to(ANYONE)
@for_a_while
@require_safe
def poster(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a campaign's poster, A4 or A3 (`?formato=a3`), with the code of its page."""
    campaign = public_campaign(slug)
    cover = cover_of(campaign.pk)
    page = PosterPage(
        title=campaign.title,
        place=str(campaign.municipality),
        promoter=campaign.promoter.legal_name,
        url=address_of(campaign),
        lines=tuple(_poster_lines(campaign)),
        picture=_bytes(cover),
        picture_alt=cover.alternative if cover else "",
        size="a3" if request.GET.get("formato") == "a3" else "a4",
    )
    made = poster_pdf(page, language=language_of(request), made_at=clock.now())
    return pdf(made, f"locandina-{campaign.slug}")


@opens_to(ANYONE)
@for_a_while
@require_safe
def social_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the picture that other sites show beside a link to the campaign."""
    campaign = public_campaign(slug)
    cover = cover_of(campaign.pk)
    money = money_of(campaign)
    card = SocialCard(
        title=campaign.title,
        place=str(campaign.municipality),
        promoter=campaign.promoter.legal_name,
        address=typed_address(address_of(campaign)),
        progress=Progress(
            money.ratio,
            people_ratios({campaign.pk: campaign.targets}).get(campaign.pk),
            _progress_words(campaign),
        ),
        picture=_bytes(cover),
        picture_alt=cover.alternative if cover else "",
        colours=_colours(campaign),
    )
    made = social_card_png(card, language=language_of(request))
    return HttpResponse(made, content_type="image/png")


@opens_to(ANYONE)  # type: ignore[arg-type]
@for_a_while
@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]
@require_safe
def widget(request: HttpRequest, slug: str) -> HttpResponse:
    """Show both victories in a small frame that other sites may embed."""
    return render(request, "campaigns/widget.html", {"shown": campaign_page(slug)})


def _feed(title: str, link: str, request: HttpRequest, *, description: str = "") -> Rss201rev2Feed:
    name = site_of(request).name
    return Rss201rev2Feed(
        title=f"{title} · {name}",
        link=link,
        description=description or name,
        language=get_language() or "it",
        feed_url=f"{site_of(request).root}{request.path}",
    )


def _add(feed: Rss201rev2Feed, title: str, link: str, html: str, at: datetime | None) -> None:
    feed.add_item(title=title, link=link, description=html, unique_id=link, pubdate=at)


def _answer(feed: Rss201rev2Feed) -> HttpResponse:
    return HttpResponse(feed.writeString("utf-8"), content_type=feed.content_type)


def _whole(campaign: Campaign) -> str:
    return format_html("<p>{}</p>", campaign.summary) + clean_story(campaign.story)


def _anchor(page: str, update: Update) -> str:
    return f"{page}#novita-{update.pk}"


def _poster_lines(campaign: Campaign) -> Iterable[str]:
    if campaign.summary:
        yield campaign.summary
    last = format_day(campaign.terms.last_day)
    goal = format_amount(goal_of(campaign), short=True)
    yield _("Servono %(goal)s entro il %(day)s.") % {"goal": goal, "day": last}


def _progress_words(campaign: Campaign) -> str:
    """Say how a campaign goes in one line, with the people who gave."""
    money = money_of(campaign)
    people = victories(money=money, context_id=campaign.pk).givers
    sums = _("%(promised)s su %(goal)s") % {
        "promised": format_amount(money.promised, short=True),
        "goal": format_amount(goal_of(campaign), short=True),
    }
    persons = ngettext("%(count)d persona", "%(count)d persone", people) % {"count": people}
    stage = str(stage_of(campaign.terms, clock.today()).words)
    return " · ".join([sums, persons, stage] if people else [sums, stage])


def _colours(campaign: Campaign) -> CardColours:
    """Give the colours of the campaign's site; the platform's own when it chose none."""
    theme = theme_of(campaign.ecosystem.site)
    return CardColours(theme.paper, theme.ink, theme.brand, theme.kin) if theme else CardColours()


def _bytes(cover: Picture | None) -> bytes | None:
    if cover is None:
        return None
    with cover.file.open("rb") as opened:
        content: bytes = opened.read()
    return content
