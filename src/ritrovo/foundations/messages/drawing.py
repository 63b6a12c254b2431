"""Draw up a message: its body from a room's template, then the frame around the body."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.template import Context, TemplateDoesNotExist, engines
from django.utils import translation
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from ritrovo.foundations.messages.kinds import DIGEST, kind_of
from ritrovo.foundations.messages.links import preferences_url
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.models import Site


@dataclass(frozen=True, slots=True)
class Body:
    """What a message says, as text and as HTML, without the frame."""

    text: str
    html: str


def body_of(template: str, context: Mapping[str, Any], site: Site, language: str) -> Body:
    """Draw the body from `<template>.txt` and, when there is one, `<template>.html`.

    Raises TemplateDoesNotExist when there is no text.
    """
    values = {**context, **common(site, language)}
    with translation.override(language):
        text = drawn(f"{template}.txt", values, escape=False).strip()
        try:
            html = drawn(f"{template}.html", values, escape=True).strip()
        except TemplateDoesNotExist:
            html = paragraphs(text)
    return Body(text, html)


def framed(message: Message, site: Site) -> Body:
    """Put the frame around a message: sender's name, why it came, how to stop it."""
    kind = kind_of(message.kind)
    with translation.override(message.language):
        values = {
            **common(site, message.language),
            "site_url": site.root,
            "why": kind.why,
            "subject": message.subject,
            "text": message.text,
            "html": mark_safe(message.html),  # noqa: S308  Drawn by our own templates.
        }
        if kind.can_unsubscribe or message.kind == DIGEST:
            values["unsubscribe_url"] = preferences_url(site, message.pk)
        text = drawn("ritrovo_messages/frame.txt", values, escape=False)
        html = drawn("ritrovo_messages/frame.html", values, escape=True)
    return Body(text.strip() + "\n", html)


def common(site: Site, language: str) -> dict[str, Any]:
    """Give what every body may use: the site, its name, the start of its links."""
    return {"site": site, "site_name": site.name, "root": site.root, "language": language}


def drawn(template_name: str, values: Mapping[str, Any], *, escape: bool) -> str:
    """Draw a template; a text is not escaped, so that an apostrophe stays an apostrophe."""
    template = engines["django"].engine.get_template(template_name)  # type: ignore[attr-defined]
    text: str = template.render(Context(dict(values), autoescape=escape))
    return text


def paragraphs(text: str) -> SafeString:
    """Turn a text into paragraphs whose addresses are links."""
    return mark_safe(linebreaks(urlize(text, autoescape=True), autoescape=False))  # noqa: S308
