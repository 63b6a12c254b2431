"""Campaigns of a made-up market, written as the public Kickstarter file is: any number, in bulk."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import duckdb

SEED: Final = 0.42
# Amounts are lognormal, as real ones are; states and categories come in real proportions.
MADE: Final = """
COPY (
    WITH dice AS (
        SELECT i, random() a, random() b, random() c, random() d, random() e, random() f
        FROM range({rows}) t(i)
    ), drawn AS (
        SELECT i, a, b, e,
            DATE '2009-05-01' + CAST(floor(c * 3100) AS INTEGER) AS launched,
            CAST(round(exp(8.5 + 1.4 * sqrt(-2 * ln(1 - a)) * cos(6.283185307 * b)) * 100)
                AS BIGINT) AS goal,
            CAST(round(exp(6.5 + 2.0 * sqrt(-2 * ln(1 - d)) * sin(6.283185307 * e)) * 100)
                AS BIGINT) AS pledged,
            CAST(floor(f * 150) AS INTEGER) AS kind
        FROM dice
    )
    SELECT 1000000000 + i AS "ID",
        'A campaign of ' || CAST(i AS VARCHAR) || CASE WHEN i % 7 = 0 THEN ', with “quotes”' ELSE ''
            END AS name,
        'Sub ' || CAST(kind AS VARCHAR) AS category,
        ['Film & Video', 'Music', 'Publishing', 'Games', 'Design', 'Technology', 'Art', 'Food',
            'Fashion', 'Theater', 'Comics', 'Photography', 'Crafts', 'Journalism', 'Dance'
        ][kind % 15 + 1] AS main_category,
        ['USD', 'GBP', 'EUR', 'CAD', 'AUD'][i % 5 + 1] AS currency,
        launched + 30 AS deadline,
        printf('%d.%02d', goal // 100, goal % 100) AS goal,
        CAST(launched AS VARCHAR) || ' 12:00:00' AS launched,
        printf('%d.%02d', pledged // 100, pledged % 100) AS pledged,
        CASE WHEN pledged >= goal AND b < 0.98 THEN 'successful'
            WHEN b < 0.85 THEN 'failed' WHEN b < 0.97 THEN 'canceled'
            WHEN b < 0.98 THEN 'suspended' WHEN b < 0.99 THEN 'live' ELSE 'undefined' END AS state,
        CASE WHEN i % 100 = 99 THEN 0 ELSE pledged // 6000 END AS backers,
        CASE WHEN i % 100 = 99 THEN 'N,0"' ELSE ['US', 'GB', 'IT', 'CA', 'AU'][i % 5 + 1] END
            AS country,
        '' AS "usd pledged",
        printf('%d.%02d', pledged // 100, pledged % 100) AS usd_pledged_real,
        printf('%d.%02d', goal // 100, goal % 100) AS usd_goal_real
    FROM drawn
) TO '{path}' (HEADER, DELIMITER ',')
"""


def write(path: Path, rows: int) -> None:
    """Write so many campaigns, the same ones each time."""
    with duckdb.connect() as session:
        session.execute("SET threads = 1")
        session.execute("SELECT setseed(?)", [SEED])
        session.execute(MADE.format(rows=rows, path=path))
