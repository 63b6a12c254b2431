"""A folder of raw files of two portals, small and dirty, with rates, decisions and corrections."""

from __future__ import annotations

import json
from pathlib import Path

from tests.insight.observatory import dirt

ROWS = 90
GOTEO = 12


def write_raw(folder: Path) -> Path:
    """Write raw files of two portals; one campaign of Goteo is told to be one of Kickstarter's."""
    (folder / "kickstarter").mkdir(parents=True)
    dirt.write(folder / "kickstarter" / "a.csv", rows=ROWS, broken=2)
    (folder / "goteo").mkdir()
    (folder / "goteo" / "b.jsonl").write_text("".join(goteo_lines()))
    (folder / "decisions.csv").write_text(
        "platform,campaign_id,other_platform,other_campaign_id,verdict,counted\n"
        "goteo,g1,kickstarter,1000001,same,first\n"
    )
    (folder / "categories.csv").write_text("platform,category,node\nkickstarter,Food/Food,sport\n")
    (folder / "about.toml").write_text(
        'title = "Il mercato di prova"\non = "2026-11-23"\n'
        'address = "https://ritrovo.test/osservatorio/2026-11-23/"\npublisher = "Ritrovo"\n'
    )
    return folder


def goteo_lines() -> list[str]:
    """Write projects of Goteo, in euros, two in three funded."""
    return [
        json.dumps(
            {
                "id": f"g{number}",
                "name": f"Progetto {number}",
                "status": "funded" if number % 3 else "unfunded",
                "amount": 1000 + number * 37,
                "currency": "EUR",
            }
        )
        + "\n"
        for number in range(GOTEO)
    ]
