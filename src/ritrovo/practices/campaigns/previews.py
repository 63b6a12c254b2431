"""What is being written, as the public will see it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from typing import Final

from ritrovo.foundations.kernel.amounts import Amount
from ritrovo.practices.campaigns.models import Campaign, Picture
from ritrovo.practices.campaigns.pictures import told

_PARAGRAPH: Final = re.compile(r"\s*<p>(.*?)</p>\s*", re.DOTALL)
_BREAK: Final = re.compile(r"<br\s*/?>\n?")


@dataclass(frozen=True, slots=True)
class Preview:
    """A campaign as far as it is written: words, place, picture, sum, story."""

    title: str
    summary: str
    place: str
    story: str
    picture: Picture | None
    goal: Amount | None


def preview_of(typed: Mapping[str, str], campaign: Campaign | None = None) -> Preview:
    """Put what was typed over what a campaign says already. One query with a campaign."""
    pictures = list(campaign.pictures.all()) if campaign else []
    story = typed.get("story", campaign.story if campaign else "")
    goal = (campaign.minimum_cents or campaign.optimum_cents) if campaign else 0
    return Preview(
        title=" ".join(typed.get("title", campaign.title if campaign else "").split()),
        summary=" ".join(typed.get("summary", campaign.summary if campaign else "").split()),
        place=str(campaign.municipality) if campaign else typed.get("municipality", ""),
        story=told(story, pictures),
        picture=pictures[0] if pictures else None,
        goal=Amount(goal) if goal else None,
    )


def typed_story(story: str) -> str:
    """Give a story as its author would type it: mere paragraphs as plain text, the rest as it is.

    Where no editor runs, people see their words and not the signs around them.
    """
    paragraphs = [_BREAK.sub("\n", words) for words in _PARAGRAPH.findall(story)]
    left = _PARAGRAPH.sub("", story).strip()
    if left or any("<" in words for words in paragraphs):
        return story
    return unescape("\n\n".join(paragraphs))


def as_edited(story: str) -> str:
    """Give a story for the editor, whose headings come right below that of its page."""
    return story.replace("<h3>", "<h2>").replace("</h3>", "</h2>")
