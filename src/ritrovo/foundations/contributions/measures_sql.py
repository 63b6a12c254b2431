"""The measures as SQL: what each counts is written here once.

Every measure is a named set of facts, `AS` a common table expression, and a number made of it.
Merged parties count as the one they were merged into. A scope is a condition on `{scope}`;
it stands in front of everything that is counted.
"""

# ruff: noqa: S608  Only constants of ours, and a condition of ours, stand in these texts.

from __future__ import annotations

from typing import Final

HELPS: Final = "('gift', 'exchange')"
HELPED: Final = "('gift', 'exchange', 'loan', 'duty')"

# A household counts as one; a person or a group may have given as several at once.
HEADS: Final = "CASE giver_kind WHEN 'household' THEN 1 ELSE max(headcount) END"
LABEL: Final = """CASE {party}.kind WHEN 'organisation' THEN {body}.kind
    WHEN 'person' THEN 'person' WHEN 'household' THEN 'person' WHEN 'group' THEN 'group' END"""

FACTS: Final = f"""
    facts AS (
        SELECT c.id, c.context_id, c.ecosystem_id, c.headcount, c.kind, c.quantity, c.occurred_at,
               c.recorded_at, c.giver_id, c.basis IN {HELPS} AS helps,
               g.canonical_id AS giver, r.canonical_id AS receiver
        FROM standing_contribution c
        JOIN canonical_party g ON g.id = c.giver_id
        JOIN canonical_party r ON r.id = c.receiver_id
        WHERE {{scope}} AND g.canonical_id <> r.canonical_id
    ),
    given AS (
        SELECT f.*, p.kind AS giver_kind FROM facts f JOIN people_party p ON p.id = f.giver
        WHERE f.helps
    ),
    givers AS (SELECT * FROM given WHERE giver_kind IN ('person', 'household', 'group')),
    organisations AS (SELECT * FROM given WHERE giver_kind = 'organisation')
"""
# New is whoever never helped in the ecosystem before; coming by a context is what makes the
# difference: so the companions of its campaigns add up to those of an ecosystem. Facts are found
# by their own giver's id, which has an index, and by those of the few parties ever merged.
COMPANIONS: Final = f"""
    whose AS MATERIALIZED (
        SELECT giver_id AS id FROM givers
        UNION SELECT id FROM people_party WHERE merged_into_id IS NOT NULL
        UNION SELECT merged_into_id FROM people_party WHERE merged_into_id IS NOT NULL
    ),
    firsts AS (
        SELECT DISTINCT ON (e.ecosystem_id, g.canonical_id)
            e.id, e.context_id, e.ecosystem_id, e.headcount, g.canonical_id AS giver
        FROM whose
        JOIN standing_contribution e ON e.giver_id = whose.id
        JOIN canonical_party g ON g.id = e.giver_id
        JOIN canonical_party r ON r.id = e.receiver_id
        WHERE e.basis IN {HELPS} AND g.canonical_id <> r.canonical_id
            AND e.ecosystem_id IS NOT NULL
        ORDER BY e.ecosystem_id, g.canonical_id, e.occurred_at, e.recorded_at, e.id
    ),
    new_companions AS (
        SELECT c.*, p.kind AS giver_kind FROM firsts c JOIN people_party p ON p.id = c.giver
        WHERE {{scope}} AND c.context_id IS NOT NULL
            AND p.kind IN ('person', 'household', 'group')
    )
"""
# One pass over what was given and received, side by side: no join that grows with its square.
RETURNED: Final = f"""
    neighbours AS (SELECT * FROM givers WHERE giver_kind <> 'group'),
    homes AS MATERIALIZED (SELECT DISTINCT ecosystem_id FROM neighbours),
    events AS (
        SELECT id, giver, ecosystem_id, context_id, occurred_at, FALSE AS is_receipt
        FROM neighbours
        UNION ALL
        SELECT h.id, r.canonical_id, h.ecosystem_id, NULL, h.occurred_at, TRUE
        FROM standing_contribution h
        JOIN homes ON homes.ecosystem_id = h.ecosystem_id
        JOIN canonical_party g ON g.id = h.giver_id
        JOIN canonical_party r ON r.id = h.receiver_id
        WHERE h.basis IN {HELPED} AND g.canonical_id <> r.canonical_id
    ),
    weighed AS (
        SELECT *, occurred_at > min(occurred_at) FILTER (WHERE is_receipt)
            OVER (PARTITION BY giver, ecosystem_id) AS returns
        FROM events
    ),
    helped_who_help AS (SELECT * FROM weighed WHERE returns AND NOT is_receipt)
"""
TIES: Final = f"""
    ties_between_kinds AS (
        SELECT f.id, least(f.giver, f.receiver) AS one, greatest(f.giver, f.receiver) AS other
        FROM facts f
        JOIN people_party a ON a.id = f.giver LEFT JOIN people_organisation ao ON ao.party_id = a.id
        JOIN people_party b ON b.id = f.receiver
        LEFT JOIN people_organisation bo ON bo.party_id = b.id
        WHERE {LABEL.format(party="a", body="ao")} <> {LABEL.format(party="b", body="bo")}
    )
"""
MILESTONES: Final = """
    needs_met AS (
        SELECT m.practice, m.object_id FROM contributions_milestone m
        WHERE {milestone_scope} AND m.kind IN ('need_met', 'need_reopened')
        GROUP BY m.practice, m.object_id
        HAVING count(*) FILTER (WHERE m.kind = 'need_met')
            > count(*) FILTER (WHERE m.kind = 'need_reopened')
    ),
    handovers AS (
        SELECT DISTINCT m.practice, m.object_id FROM contributions_milestone m
        WHERE {milestone_scope} AND m.kind = 'handover_accepted'
    )
"""
LIVE: Final = f"""
    WITH {FACTS}, {COMPANIONS}, {TIES}, {MILESTONES}
    SELECT
        (SELECT coalesce(sum(n), 0) FROM
            (SELECT {HEADS} AS n FROM givers GROUP BY giver, giver_kind) AS people)::bigint,
        (SELECT count(DISTINCT giver) FROM organisations),
        (SELECT coalesce(sum(n), 0) FROM
            (SELECT {HEADS} AS n FROM new_companions GROUP BY giver, giver_kind) AS new)::bigint,
        (SELECT count(*) FROM (SELECT DISTINCT one, other FROM ties_between_kinds) AS pairs),
        (SELECT count(*) FROM needs_met),
        (SELECT count(*) FROM handovers)
"""
# The same givers and the same heads as in LIVE, for several contexts at once.
GIVERS_BY_CONTEXT: Final = f"""
    WITH {FACTS.format(scope="c.context_id = ANY(%s)")}
    SELECT context_id, sum(n)::bigint FROM
        (SELECT context_id, {HEADS} AS n FROM givers
         GROUP BY context_id, giver, giver_kind) AS people
    GROUP BY context_id
"""
# A tally, where one is kept, answers in place of the facts: the second part is not even begun.
KEPT_OR_LIVE: Final = f"""
    SELECT coalesce(
        (SELECT jsonb_build_array(t.givers, t.organisations, t.new_companions,
                t.ties_between_kinds, t.needs_met, t.handovers)
            FROM contributions_tally t WHERE {{tally_scope}}),
        (SELECT to_jsonb(ARRAY[counts.givers, counts.organisations, counts.new_companions,
                counts.ties_between_kinds, counts.needs_met, counts.handovers])
            FROM ({LIVE}) AS counts (
                givers, organisations, new_companions, ties_between_kinds, needs_met, handovers))
    )
"""
# Scopes with so many facts that counting them would hold a page up, and whose tally is missing,
# older than an hour, or older than one of their facts. Who is new in a context is looked up in
# its whole ecosystem: what is many there is many here. A fact is seen when its transaction ends,
# a while after it was dated: hence the minutes.
STALE_SCOPES: Final = """
    WITH parts AS (
        SELECT context_id, ecosystem_id, count(*) AS facts, max(recorded_at) AS last
        FROM contributions_contribution GROUP BY context_id, ecosystem_id
    ),
    ecosystems AS (
        SELECT ecosystem_id, sum(facts) AS facts, max(last) AS last FROM parts
        WHERE ecosystem_id IS NOT NULL GROUP BY ecosystem_id
    ),
    scopes AS (
        SELECT p.context_id, NULL::uuid AS ecosystem_id, sum(coalesce(e.facts, p.facts)) AS facts,
               max(p.last) AS last
        FROM parts p LEFT JOIN ecosystems e ON e.ecosystem_id = p.ecosystem_id
        WHERE p.context_id IS NOT NULL GROUP BY p.context_id
        UNION ALL SELECT NULL, ecosystem_id, facts, last FROM ecosystems
        UNION ALL SELECT NULL, NULL, sum(facts), max(last) FROM parts
    )
    SELECT s.context_id, s.ecosystem_id FROM scopes s
    LEFT JOIN contributions_tally t ON t.context_id IS NOT DISTINCT FROM s.context_id
        AND t.ecosystem_id IS NOT DISTINCT FROM s.ecosystem_id
    WHERE s.facts >= %(many)s AND (t.id IS NULL OR t.counted_at < %(hour_ago)s
        OR s.last > t.counted_at - interval '5 minutes')
    ORDER BY t.counted_at NULLS FIRST
"""
# One statement counts every context, every ecosystem and the whole installation.
NIGHTLY: Final = f"""
    WITH {FACTS.format(scope="TRUE")}, {RETURNED}
    SELECT w.context_id, w.ecosystem_id,
           count(DISTINCT w.giver) FILTER (WHERE w.returns), count(DISTINCT w.giver)
    FROM weighed w WHERE NOT w.is_receipt
    GROUP BY GROUPING SETS ((w.context_id, w.ecosystem_id), (w.ecosystem_id), ())
    HAVING (grouping(w.context_id) = 1 OR w.context_id IS NOT NULL)
        AND (grouping(w.ecosystem_id) = 1 OR w.ecosystem_id IS NOT NULL)
"""
FACTS_OF: Final = {
    "givers": f"WITH {FACTS} SELECT id FROM givers",
    "organisations": f"WITH {FACTS} SELECT id FROM organisations",
    "new_companions": f"WITH {FACTS}, {COMPANIONS} SELECT id FROM new_companions",
    "helped_who_help": f"WITH {FACTS}, {RETURNED} SELECT id FROM helped_who_help",
    "ties_between_kinds": f"WITH {FACTS}, {TIES} SELECT id FROM ties_between_kinds",
}
