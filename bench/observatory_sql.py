"""The observatory's import and tables as somebody writes them by hand for DuckDB."""

from __future__ import annotations

from typing import Final

IMPORT: Final = """
COPY (
    WITH told AS (
        SELECT *, row_number() OVER () + 1 AS line FROM read_csv('{csv}', all_varchar = true,
            header = true, delim = ',', quote = '"', escape = '"', null_padding = true,
            strict_mode = false)
    ), trimmed AS (
        SELECT line, nullif(trim("ID"), '') id, nullif(trim(name), '') title,
            nullif(trim(main_category || '/' || category), '') category, trim(state) state,
            nullif(trim(country), '') country, nullif(trim(currency), '') currency,
            nullif(trim(launched), '') launched, nullif(trim(deadline), '') deadline,
            nullif(trim(goal), '') goal, nullif(trim(pledged), '') pledged,
            nullif(trim(usd_pledged_real), '') usd_pledged,
            nullif(trim(usd_goal_real), '') usd_goal, nullif(trim(backers), '') backers
        FROM told
    ), read AS (
        SELECT 'kickstarter' platform, id campaign_id, title, category, 'reward' model,
            CASE state WHEN 'successful' THEN 'successful' WHEN 'failed' THEN 'failed'
                WHEN 'canceled' THEN 'cancelled' WHEN 'suspended' THEN 'suspended'
                WHEN 'live' THEN 'open' WHEN 'undefined' THEN 'unknown' END AS state,
            CASE WHEN country = 'N,0"' THEN NULL
                WHEN regexp_matches(country, '^[A-Za-z]{{2}}$') THEN upper(country) END AS country,
            CASE WHEN regexp_matches(currency, '^[A-Za-z]{{3}}$') THEN upper(currency)
                END AS currency,
            CASE WHEN TRY_CAST(launched[1:10] AS DATE) >= DATE '2009-04-28'
                THEN TRY_CAST(launched[1:10] AS DATE) END AS launched_on,
            TRY_CAST(deadline[1:10] AS DATE) AS closes_on,
            CAST(TRY_CAST(goal AS DECIMAL(18, 2)) * 100 AS BIGINT) AS goal_cents,
            CAST(TRY_CAST(pledged AS DECIMAL(18, 2)) * 100 AS BIGINT) AS raised_cents,
            'USD' AS counted_currency,
            CAST(TRY_CAST(usd_pledged AS DECIMAL(18, 2)) * 100 AS BIGINT) AS counted_cents,
            CAST(TRY_CAST(usd_goal AS DECIMAL(18, 2)) * 100 AS BIGINT) AS counted_goal_cents,
            CASE WHEN country <> 'N,0"' THEN TRY_CAST(backers AS BIGINT) END AS backers,
            country = 'N,0"' AS is_damaged, line
        FROM trimmed
    ), checked AS (
        SELECT *, md5_number_lower(concat_ws('|', platform, campaign_id)) >> 1 AS key,
            md5_number_lower(concat_ws('|', platform, campaign_id, title, category, state, country,
                currency, launched_on, closes_on, goal_cents, raised_cents, counted_cents,
                counted_goal_cents, backers)) >> 1 AS digest
        FROM read
    )
    SELECT * FROM checked
    WHERE campaign_id IS NOT NULL AND state IS NOT NULL AND currency IS NOT NULL
        AND closes_on IS NOT NULL AND goal_cents >= 0 AND raised_cents >= 0
        AND counted_cents >= 0 AND coalesce(launched_on <= closes_on, true)
    QUALIFY row_number() OVER (PARTITION BY key ORDER BY line) = 1
) TO '{parquet}' (FORMAT parquet, COMPRESSION zstd)
"""

_OUTCOMES: Final = """
    count(*), count(*) FILTER (state IN ('successful', 'failed', 'cancelled', 'suspended')),
    count(*) FILTER (state = 'failed'), count(*) FILTER (state = 'successful'),
    sum(counted_cents) FILTER (state = 'successful'),
    sum(backers) FILTER (state = 'successful'), count(backers) FILTER (state = 'successful'),
    count(*) FILTER (raised_cents >= goal_cents AND state <> 'successful')
"""
_BAND: Final = """CASE WHEN counted_cents < 100 THEN '0' WHEN counted_cents < 100000 THEN 'a'
    WHEN counted_cents < 1000000 THEN 'b' WHEN counted_cents < 5000000 THEN 'c'
    WHEN counted_cents < 10000000 THEN 'd' WHEN counted_cents < 100000000 THEN 'e' ELSE 'f' END"""
_BY: Final = (
    "counted_currency",
    "platform, model, counted_currency",
    "category, counted_currency",
    "split_part(category, '/', 1), counted_currency",
    "model, counted_currency",
    f"{_BAND}, counted_currency",
    "platform",
    "platform, counted_currency, year(closes_on)",
    "model, platform, counted_currency",
    "is_damaged, state",
)
# The report's own rows, with what they are counted by.
REPORT: Final = f"""
COPY (
    SELECT *, split_part(category, '/', 1) main, {_BAND} band, year(closes_on) AS year,
        state = 'successful' AS is_successful, state <> 'open' AS is_ended,
        raised_cents >= goal_cents AS has_reached_goal
    FROM campaigns
) TO '{{parquet}}' (FORMAT parquet, COMPRESSION zstd)
"""  # noqa: S608  Our own words.
# What two makings of one report are compared by, as ours are: a hash of every row, in any order.
CONTENT: Final = """
SELECT count(*), sum((md5_number_lower(concat_ws(chr(31), *COLUMNS(*))) >> 1)::HUGEINT)
FROM '{parquet}'
"""
YEARS: Final = f"SELECT year(closes_on), {_OUTCOMES} FROM campaigns GROUP BY 1 ORDER BY 1"  # noqa: S608
LIVES: Final = "SELECT platform, min(launched_on), max(launched_on) FROM campaigns GROUP BY 1"
TOP_10: Final = """
WITH won AS (
    SELECT counted_cents, row_number() OVER (ORDER BY counted_cents DESC) AS place,
        count(*) OVER () AS many
    FROM campaigns WHERE state = 'successful'
)
SELECT sum(counted_cents) FILTER (place <= ceil(many / 10)),
    sum(counted_cents) FILTER (place <= ceil(many / 100)),
    2 * sum((many - place + 1)::HUGEINT * counted_cents) / (any_value(many) * sum(counted_cents))
        - (any_value(many) + 1) / any_value(many)
FROM won
"""
TABLES: Final = (
    *(f"SELECT {by}, {_OUTCOMES} FROM campaigns GROUP BY {by} ORDER BY ALL" for by in _BY),  # noqa: S608
    LIVES,
)
