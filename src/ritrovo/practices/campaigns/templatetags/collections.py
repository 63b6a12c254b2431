"""What a campaign's page says of collections among many people."""

from __future__ import annotations

from django import template

from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.queries.collections import Collected, collected_together

register = template.Library()


@register.simple_tag
def gathered(campaign: Campaign) -> Collected:
    """Give a campaign's collections and their sums; one query."""
    return collected_together(campaign)
