"""The measures as SQL: what each counts is written here once.

Every measure is a named set of facts, `AS` a common table expression, and a number made of it.
Merged parties count as the one they were merged into. A scope is a condition on `{scope}` with
one parameter at most; it stands in front of everything that is counted.
"""

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
               c.recorded_at, c.basis IN {HELPS} AS helps,
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
# difference: so the companions of its campaigns add up to those of an ecosystem.
COMPANIONS: Final = f"""
    firsts AS (
        SELECT DISTINCT ON (e.ecosystem_id, g.canonical_id) e.id
        FROM standing_contribution e
        JOIN canonical_party g ON g.id = e.giver_id
        JOIN canonical_party r ON r.id = e.receiver_id
        WHERE e.basis IN {HELPS} AND g.canonical_id <> r.canonical_id
            AND e.ecosystem_id IN (SELECT ecosystem_id FROM givers)
            AND g.canonical_id IN (SELECT giver FROM givers)
        ORDER BY e.ecosystem_id, g.canonical_id, e.occurred_at, e.recorded_at, e.id
    ),
    new_companions AS (
        SELECT g.* FROM givers g JOIN firsts ON firsts.id = g.id WHERE g.context_id IS NOT NULL
    )
"""
RETURNED: Final = f"""
    neighbours AS (SELECT * FROM givers WHERE giver_kind <> 'group'),
    helped AS (
        SELECT r.canonical_id AS party, h.ecosystem_id, min(h.occurred_at) AS since
        FROM standing_contribution h
        JOIN canonical_party g ON g.id = h.giver_id
        JOIN canonical_party r ON r.id = h.receiver_id
        WHERE h.basis IN {HELPED} AND g.canonical_id <> r.canonical_id
            AND h.ecosystem_id IN (SELECT ecosystem_id FROM neighbours)
        GROUP BY r.canonical_id, h.ecosystem_id
    ),
    helped_who_help AS (
        SELECT n.* FROM neighbours n JOIN helped ON helped.party = n.giver
            AND helped.ecosystem_id = n.ecosystem_id AND helped.since < n.occurred_at
    )
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
# One statement counts every context, every ecosystem and the whole installation.
NIGHTLY: Final = f"""
    WITH {FACTS.format(scope="TRUE")}, {RETURNED}
    SELECT n.context_id, n.ecosystem_id, count(DISTINCT w.giver), count(DISTINCT n.giver)
    FROM neighbours n LEFT JOIN helped_who_help w ON w.id = n.id
    GROUP BY GROUPING SETS ((n.context_id, n.ecosystem_id), (n.ecosystem_id), ())
    HAVING (grouping(n.context_id) = 1 OR n.context_id IS NOT NULL)
        AND (grouping(n.ecosystem_id) = 1 OR n.ecosystem_id IS NOT NULL)
"""
FACTS_OF: Final = {
    "givers": f"WITH {FACTS} SELECT id FROM givers",
    "organisations": f"WITH {FACTS} SELECT id FROM organisations",
    "new_companions": f"WITH {FACTS}, {COMPANIONS} SELECT id FROM new_companions",
    "helped_who_help": f"WITH {FACTS}, {RETURNED} SELECT id FROM helped_who_help",
    "ties_between_kinds": f"WITH {FACTS}, {TIES} SELECT id FROM ties_between_kinds",
}
