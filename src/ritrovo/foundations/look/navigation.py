"""The entries of the menus: each room registers its own when the apps are ready."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Literal

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise

Place = Literal["main", "desk", "footer", "account"]
Allowed = Callable[[HttpRequest], bool]


def everyone(request: HttpRequest) -> bool:
    """Show an entry to whoever comes."""
    return True


@dataclass(frozen=True, slots=True)
class Entry:
    """A link of a menu: words, address by name, icon, where it stands and who sees it.

    `group` is the heading under which the desk lists it; `order` sorts inside a place. An entry
    that is `exact` is the open one on its own page only, not on those below it.
    """

    label: str | Promise
    url_name: str
    icon: str = ""
    place: Place = "main"
    group: str | Promise = ""
    order: int = 50
    allowed: Allowed = everyone
    exact: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as a page shows it: its address worked out, and whether it is the open one."""

    label: str | Promise
    href: str
    icon: str
    group: str
    is_current: bool


_entries: Final[dict[tuple[Place, str], Entry]] = {}


def register(*entries: Entry) -> None:
    """Put entries in their menus; the same address in the same place replaces the one before."""
    for entry in entries:
        _entries[entry.place, entry.url_name] = entry


def links(request: HttpRequest, place: Place) -> list[Link]:
    """Return the links that `request` may see in a menu, in order.

    A page below a link of the desk belongs to the desk, whatever public page it is also below.
    """
    shown = [e for e in _entries.values() if e.place == place and e.allowed(request)]
    found = []
    for entry in sorted(shown, key=lambda e: (e.order, str(e.label))):
        href, is_current = reverse(entry.url_name), is_current_one(entry, request.path)
        found.append(Link(entry.label, href, entry.icon, str(entry.group), is_current))
    return nearest_only(found) if place == "desk" else found


def nearest_only(found: list[Link]) -> list[Link]:
    """Leave only the longest of the current addresses current: one entry may lie below another."""
    longest = max((len(link.href) for link in found if link.is_current), default=0)
    return [
        replace(link, is_current=link.is_current and len(link.href) == longest) for link in found
    ]


def is_current_one(entry: Entry, path: str) -> bool:
    """Say whether a page belongs to an entry; outside the desk one entry stands for all of it."""
    href = reverse(entry.url_name)
    if entry.place != "desk" and is_of_the_desk(path):
        return ("desk", entry.url_name) in _entries
    return path == href if entry.exact else is_open(path, href)


def is_of_the_desk(path: str) -> bool:
    """Say whether a page stands on the desk, below any of its links."""
    desk = (reverse(entry.url_name) for entry in _entries.values() if entry.place == "desk")
    return any(is_open(path, href) for href in desk)


def is_open(path: str, href: str) -> bool:
    """Say whether a page belongs to a link: the same address, or one below it."""
    return path == href or (href != "/" and path.startswith(href.rstrip("/") + "/"))
