"""What the templates of campaigns draw: pictures, sums kept in cents, words of states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from django import template
from django.template import Context
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.contributions.measures import Victories
from ritrovo.foundations.contributions.numbers import Number, numbers_of
from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.foundations.look.formatting import format_amount
from ritrovo.foundations.payments.references import iban_grouped
from ritrovo.practices.campaigns.choices import ShownAs
from ritrovo.practices.campaigns.models import Campaign, CampaignEvent, Category, Picture, Reward
from ritrovo.practices.campaigns.pictures import sources
from ritrovo.practices.campaigns.promises import Promise as Pledged
from ritrovo.practices.campaigns.queries.listing import name_of
from ritrovo.practices.campaigns.queries.pages import CampaignPage
from ritrovo.practices.campaigns.rules import initials
from ritrovo.practices.campaigns.views.invitations import FROM, code_in
from ritrovo.practices.campaigns.wording import words_of_event

if TYPE_CHECKING:
    from ritrovo.foundations.ledger.models import Account

register = template.Library()
SHORTEST_PHONE: Final = 6
register.filter("iban", iban_grouped)


@register.simple_tag(name="picture")
def draw_picture(
    shown: Picture, sizes: str = "100vw", classes: str = "", *, eager: bool = False
) -> SafeString:
    """Draw a picture in the size the screen needs; `sizes` as in HTML, `eager` above the fold."""
    files = sources(shown)
    return format_html(
        '<picture><source type="image/webp" srcset="{webp}" sizes="{sizes}">'
        '<img class="{classes}" src="{url}" srcset="{jpeg}" sizes="{sizes}" alt="{alt}"'
        ' width="{width}" height="{height}" loading="{loading}"></picture>',
        webp=files.webp,
        jpeg=files.jpeg,
        url=files.url,
        sizes=sizes,
        classes=classes,
        alt=shown.alternative,
        width=str(shown.width),
        height=str(shown.height),
        loading="eager" if eager else "lazy",
    )


@register.simple_tag
def category_name(category: Category) -> str:
    """Name a category in the page's language."""
    return name_of(category)


@register.filter
def cents(count: int | None) -> str:
    """Write euro cents, without cents that are zero; nothing for None."""
    return "" if count is None else format_amount(Amount(count), short=True)


@register.filter
def cents_exact(count: int | None) -> str:
    """Write euro cents, always with two decimals; nothing for None."""
    return "" if count is None else format_amount(Amount(count))


@register.filter
def balance(account: Account) -> str:
    """Write what rests in an account of euro cents."""
    return format_amount(Amount(account.received - account.sent))


@register.filter
def left(reward: Reward) -> int | None:
    """Say how many pieces of a reward are left; None when it has no end."""
    return None if reward.stock is None else reward.stock - reward.taken


@register.filter
def host(url: str) -> str:
    """Name the site of an address."""
    return urlsplit(url).netloc


@register.filter
def measures(shown: CampaignPage) -> list[Number]:
    """Give the numbers of the second victory that may be told, each with its definition."""
    return numbers_of(shown.victories, context_id=shown.campaign.pk)


@register.filter
def event_words(event: CampaignEvent) -> str | Promise:
    """Say a change of state in plain words."""
    return words_of_event(event.transition)


@register.filter
def appears_as(promise: Pledged) -> str | Promise:
    """Say how somebody who promises will appear on the page; nothing when without a name."""
    if promise.shown_as == ShownAs.ANONYMOUS:
        return ""
    if promise.shown_as == ShownAs.INITIALS:
        return initials(promise.given_name, promise.family_name)
    given = f"{promise.given_name} {promise.family_name}".strip()
    return promise.public_name or promise.company_name or given


@dataclass(frozen=True, slots=True)
class Target:
    """One of the numbers a campaign aims at, and how many it has."""

    words: str | Promise
    reached: int
    wanted: int


@register.filter
def targets_of(campaign: Campaign, victories: Victories) -> list[Target]:
    """Give the targets that were set, each with what is reached."""
    known = (
        Target(_("Persone che danno"), victories.givers, campaign.target_people),
        Target(
            _("Nuovi compagni di viaggio"), victories.new_companions, campaign.target_companions
        ),
        Target(_("Bisogni soddisfatti"), victories.needs_met, campaign.target_needs),
        Target(_("Consegne alla comunità"), victories.handovers, campaign.target_handovers),
    )
    return [target for target in known if target.wanted]


@register.simple_tag(takes_context=True)
def sent_by(context: Context, before: str = "?") -> str:
    """Carry an ambassador's code on to the next page, as the last part of its address."""
    request = context.get("request")
    code = code_in(request) if request else ""
    return f"{before}{FROM}={code}" if code else ""


@register.filter
def phone_link(text: str) -> str:
    """Give the digits of a phone for a link that calls it; "" when it is none."""
    digits = "".join(sign for sign in text if sign.isdigit() or sign == "+")
    return digits if len(digits) >= SHORTEST_PHONE and "@" not in text else ""
