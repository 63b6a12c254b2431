"""A campaign as linked data, for those who read pages by machine."""

from __future__ import annotations

import json
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from ritrovo.practices.campaigns.queries.pages import CampaignPage

# Inside a script element these could end it, or be read as markup.
_ESCAPES = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def linked_data(page: CampaignPage) -> SafeString:
    """Describe a campaign in the words of schema.org, ready for its script element."""
    text = json.dumps(_description(page), ensure_ascii=False).translate(_ESCAPES)
    return mark_safe(text)  # noqa: S308  What could end the element is escaped above.


def embed_code(page: CampaignPage) -> str:
    """Write the line of HTML with which other sites show the campaign's frame.

    It is text to copy: a template escapes it once more.
    """
    address, title = escape(f"{page.url}riquadro/"), escape(page.campaign.title)
    size = 'width="360" height="560"'
    return f'<iframe src="{address}" title="{title}" {size} loading="lazy"></iframe>'


def _description(page: CampaignPage) -> dict[str, Any]:
    campaign = page.campaign
    return {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "name": campaign.title,
        "description": campaign.summary,
        "url": page.url,
        "inLanguage": get_language() or "it",
        "datePublished": campaign.published_at.isoformat() if campaign.published_at else None,
        "mainEntity": {
            "@type": "Project",
            "name": campaign.title,
            "foundingDate": campaign.opens_on.isoformat(),
            "dissolutionDate": campaign.terms.last_day.isoformat(),
            "location": {"@type": "Place", "name": str(campaign.municipality)},
            "sponsor": {"@type": "Organization", "name": campaign.promoter.legal_name},
        },
        "potentialAction": {
            "@type": "DonateAction",
            "target": _where_to_give(page),
            "recipient": {"@type": "Organization", "name": campaign.beneficiary.legal_name},
            "actionStatus": f"https://schema.org/{_status(page)}",
        },
    }


def _where_to_give(page: CampaignPage) -> str:
    if page.campaign.is_paid_elsewhere:
        return page.campaign.beneficiary.pagopa_url
    return f"{page.url}sostieni/"


def _status(page: CampaignPage) -> str:
    return "PotentialActionStatus" if page.stage.is_open else "CompletedActionStatus"
