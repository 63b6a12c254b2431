"""Letters to who wants to know when a campaign opens: one to confirm, one at the opening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.messages.kinds import Kind, register
from ritrovo.foundations.messages.links import absolute
from ritrovo.foundations.messages.steps import Letter, send_many
from ritrovo.practices.campaigns.models import Campaign, NoticeRequest

KINDS: Final = (
    Kind(
        "campaigns.notice",
        _("Conferma degli avvisi"),
        "at_once",
        why=_("Ti scriviamo perché con questo indirizzo qualcuno ha chiesto un avviso."),
    ),
    Kind(
        "campaigns.launch",
        _("Campagne che cominciano"),
        "at_once",
        can_unsubscribe=True,
        why=_("Ti scriviamo, una volta sola, perché volevi sapere quando sarebbe cominciata."),
    ),
)


def register_kinds() -> None:
    """Tell `messages` what these letters are."""
    register(*KINDS)


register_kinds()


def send_confirmation(request: NoticeRequest, campaign: Campaign, token: str) -> None:
    """Send the link that makes an address count."""
    link = absolute(campaign.site, reverse("campaigns:notice", args=[token]))
    letter = Letter(
        key=request.pk,
        to=request.email,
        language=request.language,
        context={"title": campaign.title, "link": link},
    )
    send_many(
        kind="campaigns.notice",
        subject=format_lazy("{words}: {title}", words=_("Ti avvisiamo?"), title=campaign.title),
        template="campaigns/mail/notice",
        site=campaign.site,
        letters=[letter],
    )


def send_launches(campaign: Campaign) -> int:
    """Write to all whose link was opened; how many letters are new."""
    return send_many(
        kind="campaigns.launch",
        subject=format_lazy("{words}: {title}", words=_("Si comincia"), title=campaign.title),
        template="campaigns/mail/launch",
        site=campaign.site,
        letters=_letters(campaign),
    )


def _letters(campaign: Campaign) -> Iterator[Letter]:
    page = absolute(campaign.site, reverse("campaigns:detail", args=[campaign.slug]))
    context = {
        "title": campaign.title,
        "summary": campaign.summary,
        "page": page,
        "opens_on": campaign.opens_on,
    }
    confirmed = NoticeRequest.objects.filter(campaign=campaign, confirmed_at__isnull=False)
    for request in confirmed.order_by("id").iterator(2000):
        yield Letter(key=campaign.pk, to=request.email, language=request.language, context=context)
