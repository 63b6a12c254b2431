"""This installation's own campaigns as a file, in the columns of the mapping `ritrovo`."""

from __future__ import annotations

import csv
from dataclasses import astuple, fields
from io import StringIO
from typing import Final

from ritrovo.foundations.ecosystems.practices import MarketRow, market
from ritrovo.foundations.messages.links import host_of
from ritrovo.foundations.people.models import Site
from ritrovo.foundations.people.queries import default_site
from ritrovo.insight.observatory.counting.spreadsheets import guarded

# A host of this machine alone names nobody.
NOBODYS: Final = ("localhost", "127.0.0.1", "::1")
LONGEST_PLATFORM: Final = 80


def market_file() -> bytes:
    """Write what the practices raise in public as CSV in UTF-8; unknown is empty.

    A title that a spreadsheet would run as a formula has an apostrophe before it, and keeps it. One
    query for each practice, one for the site.
    """
    file = StringIO(newline="")
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(["platform", *(field.name for field in fields(MarketRow))])
    ours = platform_of(default_site())
    for row in market():
        cells = (ours, *astuple(row))
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return file.getvalue().encode()


def platform_of(site: Site) -> str:
    """Name an installation as a portal: by its host, which nobody else has, else by its name."""
    host = host_of(site)
    return (site.name if host in NOBODYS else host)[:LONGEST_PLATFORM]
