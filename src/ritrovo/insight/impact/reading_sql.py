"""How ties are read from facts: each statement sees facts and what touched them at one moment."""

from __future__ import annotations

from typing import Final

# One tie for all facts of a day that are alike in whatever measures tell apart. Who wrote a fact
# down has said yes to it.
_COLUMNS: Final = """
    giver, receiver, day, kind, basis, unit, setting, headcount, ecosystem, context,
    giver_says, receiver_says, times, quantity, fact, at, last_at, recorded_at
"""
_TIES: Final = """
    SELECT f.giver_id, f.receiver_id, f.day, f.kind, f.basis, f.unit, f.setting, f.headcount,
        f.ecosystem_id, f.context_id,
        coalesce(g.verdict, CASE WHEN f.recorded_by_id = f.giver_id THEN 'yes' END) AS giver_says,
        coalesce(r.verdict, CASE WHEN f.recorded_by_id = f.receiver_id THEN 'yes' END)
            AS receiver_says,
        count(*), sum(f.quantity)::bigint,
        (array_agg(f.id ORDER BY f.occurred_at, f.recorded_at, f.id))[1],
        min(f.occurred_at), max(f.occurred_at),
        (array_agg(f.recorded_at ORDER BY f.occurred_at, f.recorded_at, f.id))[1]
"""
_GROUPS: Final = """
    GROUP BY f.giver_id, f.receiver_id, f.day, f.kind, f.basis, f.unit, f.setting, f.headcount,
        f.ecosystem_id, f.context_id, giver_says, receiver_says
"""
_LAST_WORD: Final = """
    LEFT JOIN LATERAL (
        SELECT w.verdict FROM contributions_confirmation w
        WHERE w.contribution_id = f.id AND w.side = '{side}'
        ORDER BY w.at DESC, w.id DESC LIMIT 1) {name} ON TRUE
"""
_LAST_WORDS: Final = """
    LEFT JOIN (
        SELECT DISTINCT ON (contribution_id) contribution_id, verdict
        FROM contributions_confirmation WHERE side = '{side}'
        ORDER BY contribution_id, at DESC, id DESC) {name} ON {name}.contribution_id = f.id
"""
# The words of facts are looked up one by one for a day's facts, sorted at once for all of them.
_SIDES: Final = (("giver", "g"), ("receiver", "r"))
_OF_SOME: Final = "".join(_LAST_WORD.format(side=side, name=name) for side, name in _SIDES)
_OF_ALL: Final = "".join(_LAST_WORDS.format(side=side, name=name) for side, name in _SIDES)
# Facts of a giver are found by their index: a day is a range of moments.
READ_TOUCHED: Final = f"""
    WITH taken AS (DELETE FROM impact_touched RETURNING giver, receiver, day),
    days AS MATERIALIZED (SELECT DISTINCT giver, receiver, day FROM taken),
    gone AS (
        DELETE FROM impact_tie t USING days d
        WHERE t.giver = d.giver AND t.receiver = d.receiver AND t.day = d.day
    ),
    made AS (
        INSERT INTO impact_tie ({_COLUMNS})
        {_TIES}
        FROM days d
        JOIN impact_fact f ON f.giver_id = d.giver AND f.receiver_id = d.receiver
            AND f.occurred_at >= d.day::timestamp AT TIME ZONE 'Europe/Rome'
            AND f.occurred_at < (d.day + 1)::timestamp AT TIME ZONE 'Europe/Rome'
        {_OF_SOME}
        {_GROUPS}
    )
    SELECT count(*) FROM days
"""  # noqa: S608  Only constants of ours.
READ_ALL: Final = f"""
    WITH taken AS (DELETE FROM impact_touched),
    gone AS (DELETE FROM impact_tie),
    made AS (
        INSERT INTO impact_tie ({_COLUMNS})
        {_TIES}
        FROM impact_fact f
        {_OF_ALL}
        {_GROUPS}
        RETURNING giver, receiver, day
    )
    SELECT count(*) FROM (SELECT DISTINCT giver, receiver, day FROM made) AS days
"""  # noqa: S608  Likewise.
# What facts would give today, beside what is kept, days that wait to be read left out.
DRIFT: Final = f"""
    WITH facts ({_COLUMNS}) AS ({_TIES} FROM impact_fact f {_OF_ALL} {_GROUPS}),
    apart AS (
        (SELECT {_COLUMNS} FROM facts EXCEPT ALL SELECT {_COLUMNS} FROM impact_tie)
        UNION ALL
        (SELECT {_COLUMNS} FROM impact_tie EXCEPT ALL SELECT {_COLUMNS} FROM facts)
    )
    SELECT DISTINCT a.giver, a.receiver, a.day FROM apart a
    WHERE NOT EXISTS (SELECT 1 FROM impact_touched t
        WHERE t.giver = a.giver AND t.receiver = a.receiver AND t.day = a.day)
    ORDER BY a.day, a.giver, a.receiver
"""  # noqa: S608  Likewise.
# One reader at a time: the second waits, and finds nothing left to read.
LOCK: Final = "SELECT pg_advisory_xact_lock(hashtext('impact.reading'))"
