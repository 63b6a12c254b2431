"""Who is acting: a person with all roles held now, read in one query."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final
from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY, Actor

# Roles given to a party that was merged later count for the one it was merged into.
ROLES = """
    , aliases AS (SELECT me.id AS root, party_aliases(me.id) AS id FROM me)
    SELECT 'party', id, '' FROM me
    UNION ALL
    SELECT 'organisation', r.organisation_id, r.role
    FROM people_organisationrole r JOIN aliases a ON a.id = r.person_id
    WHERE r.since <= %(now)s AND (r.until IS NULL OR r.until > %(now)s)
    UNION ALL
    SELECT 'ecosystem', r.ecosystem_id, r.role
    FROM ecosystems_ecosystemrole r JOIN aliases a ON a.id = r.person_id
    WHERE r.since <= %(now)s AND (r.until IS NULL OR r.until > %(now)s)
    UNION ALL
    SELECT 'platform', a.root, r.role
    FROM people_platformrole r JOIN aliases a ON a.id = r.person_id
    WHERE r.since <= %(now)s AND (r.until IS NULL OR r.until > %(now)s)
"""
OF_LOGIN = """
    WITH me AS (SELECT party_root(party_id) AS id FROM people_person WHERE login_id = %(who)s)
"""
OF_PARTY = "WITH me AS (SELECT party_root(%(who)s) AS id WHERE party_root(%(who)s) IS NOT NULL)"

Row = tuple[str, UUID, str]
# A shop is no part of the organisation: its role never stands among the organisation's.
SHOP: Final = "shop"


def actor_of(request: HttpRequest) -> Actor:
    """Say who is acting in a request: one query at most, once a request.

    A login that no person has taken yet acts as nobody.
    """
    if not hasattr(request, "_actor"):
        request._actor = actor_of_login(request.user.pk)  # type: ignore[attr-defined]
    found: Actor = request._actor  # type: ignore[attr-defined]
    return found


def actor_of_login(login_id: int | None) -> Actor:
    """Say who acts through a login, in one query; nobody without one."""
    return actor_from(rows(OF_LOGIN + ROLES, login_id)) if login_id else NOBODY


def actor_of_party(party_id: UUID) -> Actor:
    """Say who acts when a party does, with today's roles, in one query."""
    return actor_from(rows(OF_PARTY + ROLES, party_id))


def rows(sql: str, who: int | UUID) -> list[Row]:
    """Run one of the two questions at this moment."""
    with connection.cursor() as cursor:
        cursor.execute(sql, {"who": who, "now": clock.now()})
        found: list[Row] = cursor.fetchall()
    return found


def actor_from(found: Iterable[Row]) -> Actor:
    """Put the rows together: one that names the party, then one for each role."""
    party_id: UUID | None = None
    shops: set[UUID] = set()
    roles: dict[str, dict[UUID, set[str]]] = defaultdict(lambda: defaultdict(set))
    for kind, where, role in found:
        if kind == "party":
            party_id = where
        elif kind == "organisation" and role == SHOP:
            shops.add(where)
        else:
            roles[kind][where].add(role)
    if party_id is None:
        return NOBODY
    return Actor(
        party_id=party_id,
        organisations={where: frozenset(held) for where, held in roles["organisation"].items()},
        ecosystems={where: frozenset(held) for where, held in roles["ecosystem"].items()},
        platform=frozenset(roles["platform"].get(party_id, ())),
        shops=frozenset(shops),
    )
