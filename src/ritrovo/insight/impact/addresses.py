"""The address of each page, paper and file of a scope."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse

from ritrovo.insight.impact.scopes import Period, Scope, ScopeKind

NAMED_BY_SLUG = (ScopeKind.ECOSYSTEM, ScopeKind.MUNICIPALITY)


def address_of(scope: Scope, page: str = "", *, last: str = "") -> str:
    """Give the address of a scope's second victory, or of a page, paper or file of it.

    `last` is what a page's own address ends with, such as a table's name.
    """
    name = f"impact:{scope.kind.value}" + (f"_{page}" if page else "")
    args = [key_of(scope)] if scope.kind is not ScopeKind.EVERYWHERE else []
    return reverse(name, args=[*args, *([last] if last else [])])


def key_of(scope: Scope) -> str:
    """Give what names a scope in an address: a slug where it has one, else its id."""
    if scope.kind in NAMED_BY_SLUG and scope.url:
        return scope.url.rstrip("/").rpartition("/")[2]
    return scope.id


def asked_as(period: Period, network: str = "people", moment: str = "") -> str:
    """Write what was asked as the end of an address; empty where nothing was."""
    asked = {}
    if period.year is not None:
        asked["anno"] = str(period.year)
    if network == "households":
        asked["per"] = "famiglie"
    if moment:
        asked["al"] = moment
    return f"?{urlencode(asked)}" if asked else ""
