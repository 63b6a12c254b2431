"""Rich text that people write, cleaned to what a page may show."""

from __future__ import annotations

import re
from typing import Final

import nh3
from django.conf import settings
from django.utils.html import linebreaks, strip_tags

PARTS: Final = {
    "blockquote",
    "div",
    "figcaption",
    "figure",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "ul",
}
WORDS: Final = {"a", "b", "br", "del", "em", "h1", "h2", "h3", "h4", "i", "li", "strong"}
ATTRIBUTES: Final = {"a": {"href"}, "img": {"src", "alt", "width", "height"}}
SCHEMES: Final = {"http", "https", "mailto", "tel"}

_IMAGE: Final = re.compile(r'<img((?:\s+[a-z]+(?:="[^"]*")?)*)\s*/?>')
_BIG_HEADING: Final = re.compile(r"<(/?)h[12]>")
_TAG: Final = re.compile(r"<[a-z/!][^>]*>", re.IGNORECASE)


def clean_story(html: str) -> str:
    """Give the part of rich text that a page may show; plain text becomes paragraphs.

    No scripts, styles or frames; links may not run anything; a picture stays only when it is the
    installation's own and has words in place of it. Headings start at the third level, below those
    of the page. Cleaning what is clean changes nothing.
    """
    if not html.strip():
        return ""
    written = html if _TAG.search(html) else linebreaks(html, autoescape=True)
    cleaned = nh3.clean(
        written,
        tags=PARTS | WORDS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        attribute_filter=_own_picture,
        link_rel="nofollow noopener ugc",
    )
    kept = _BIG_HEADING.sub(r"<\1h3>", _IMAGE.sub(_spoken, cleaned)).strip()
    return kept if not kept or _TAG.search(kept) else linebreaks(kept)


def plain_story(html: str) -> str:
    """Give the words of rich text alone, for a summary or a mail."""
    return " ".join(strip_tags(_TAG.sub(lambda tag: f" {tag[0]}", html)).split())


def _own_picture(tag: str, attribute: str, value: str) -> str | None:
    """Drop the address of a picture that is not ours: no page asks a third party for anything."""
    if (tag, attribute) != ("img", "src"):
        return value
    is_ours = value.startswith(f"{settings.MEDIA_URL}campaigns/") and ".." not in value
    return value if is_ours else None


def _spoken(image: re.Match[str]) -> str:
    """Keep a picture that has both an address and words."""
    words = re.search(r'\salt="\s*[^"\s]', image[1])
    return image[0] if words and ' src="' in image[1] else ""
