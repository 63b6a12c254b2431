"""The papers of a report: nothing to fetch, links to its own pages, words for what is unknown."""

from __future__ import annotations

import json
import re

from ritrovo.insight.observatory.counting.shown import money, percent

SITE = "https://ritrovo.test/osservatorio/2026-11-23/"


def test_the_newsletter_fetches_nothing_and_links_only_to_its_own_site(sealed):
    html = (sealed / "newsletter.html").read_text()
    sources = re.findall(r'src="([^"]{0,40})', html)
    assert sources
    assert all(source.startswith("data:image/png;base64,") for source in sources)
    assert all(alt for alt in re.findall(r'alt="([^"]*)"', html))
    links = re.findall(r'href="([^"]+)"', html)
    assert f"{SITE}file/report.pdf" in links
    assert all(link.startswith(SITE) for link in links)
    assert "<script" not in html


def test_the_newsletter_as_text_says_the_same_in_narrow_lines(sealed):
    text = (sealed / "newsletter.txt").read_text()
    assert SITE in text
    assert all(len(line) <= 72 for line in text.splitlines() if "://" not in line)


def test_the_pdf_bears_the_day_of_the_report(sealed):
    content = (sealed / "report.pdf").read_bytes()
    assert b"D:20261123120000" in content


def test_the_dictionary_for_machines_describes_every_table(sealed):
    told = json.loads((sealed / "dictionary.json").read_text())
    tables = {path.name for path in (sealed / "tables").iterdir()}
    assert {table["url"].removeprefix("tables/") for table in told["tables"]} == tables
    assert any(column["name"] == "import_id" for column in told["campaigns"]["columns"])


def test_sums_stand_in_their_own_currency_and_shares_with_one_decimal():
    assert money(9_457_218_063, "USD", "it").replace("\xa0", " ") == "94.572.180,63 USD"
    assert money(123_400, "EUR", "it").replace("\xa0", " ") == "1.234 €"
    assert money(100, "unknown", "en").replace("\xa0", " ") == "1 unknown"
    assert percent(0.40648, "it").replace("\xa0", " ") == "40,6 %"
    assert percent(-0.066, "en", signed=True) == "−6.6%"
