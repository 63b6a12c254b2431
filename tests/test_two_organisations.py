"""What an organisation knows never reaches another: every address with a thing of the first one,
opened by every role of the second.

Generated from the URLs: a new kind of thing in an address needs a line in `things_of`.
"""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import ROLES, SYSTEM
from ritrovo.foundations.people import actions as people
from ritrovo.foundations.people.models import Organisation, Site
from ritrovo.foundations.volunteers.actions import registering
from ritrovo.foundations.volunteers.rules import Details
from tests import factories as make
from tests.payments.treasury import make_desk, transfer
from tests.test_matrix import pages

pytestmark = [pytest.mark.django_db]
SECRET = "Zenobia"
OK, REDIRECT, SERVER_ERROR = 200, 302, 500
FORBIDDEN = {403, 404, 405}
OWN = {"django_session", "people_login", "django_migrations"}
# Pages about who reads, or of the platform: no organisation's thing is in their address. A member
# card answers everybody alike, and says nothing of whose it is.
NOT_OF_AN_ORGANISATION = re.compile(
    r"job_id|message_id|<path:|\^media|piattaforma/|posta/|siti/<uuid:site_id>/chi|objection_id"
    r"|tessera/<slug:code>"
)


def protected_pages() -> list[tuple[str, object]]:
    """Give every address with a thing in it that not everybody may open."""
    return sorted(
        (path, view)
        for path, view in pages()
        if "<" in path and not view.access.anyone and not NOT_OF_AN_ORGANISATION.search(path)
    )


PROTECTED = protected_pages()


@pytest.fixture
def first():
    """An organisation with something of every kind, and a person only it knows."""
    desk = make_desk(title="La stanza delle promesse")
    person = people.register_person(
        actor=SYSTEM, organisation_id=desk.organisation.pk,
        given_name=SECRET, family_name="Quartapelle", phone="5550199",
    )  # fmt: skip
    return desk, person


def things_of(desk, person) -> dict[str, list[str]]:
    """Name, for each word in an address, things of the first organisation it may stand for.

    Where the thing itself is not worth making, the organisation's or campaign's own id does:
    roles are asked before things are looked for.
    """
    payment = desk.paid(desk.pledge(2500, given_name=SECRET))
    desk.imported(transfer(700, "senza codice", name=SECRET))
    need = make.make_need(desk.campaign)
    offer = make.make_offer(need, SECRET)
    entry = registering.enrol(
        actor=SYSTEM, organisation_id=desk.organisation.pk, party_id=person.pk,
        details=Details(SECRET, "Quartapelle", "Via Po 1", "", "Biella", clock.today()
                        - timedelta(days=9000)),
        started_on=clock.today(), key=uuid4(),
    )  # fmt: skip
    site = Site.objects.create(host="prima.example.org", name="Prima", owner=desk.organisation)
    household = people.register_household(
        actor=SYSTEM, organisation_id=desk.organisation.pk, name="famiglia Quartapelle"
    )
    member = people.add_household_member(
        actor=SYSTEM, organisation_id=desk.organisation.pk, household_id=household.pk,
        person_id=person.pk, since=clock.today(),
    )  # fmt: skip
    return {
        "organisation_id": desk.organisation.pk,
        "owner_id": desk.organisation.pk,
        "party_id": person.pk,
        "campaign_id": desk.campaign.pk,
        "slug": desk.campaign.ecosystem.slug,
        "site_id": site.pk,
        "account_id": desk.account.pk,
        "role_id": desk.organisation.roles.first().pk,
        "payment_id": payment.pk,
        "line_id": payment.line_id,
        "import_id": payment.line.statement_id,
        "pledge_id": desk.campaign.pledges.first().pk,
        "offer_id": offer.pk,
        "need_id": need.pk,
        "entry_id": entry.pk,
        "member_id": member.pk,
        "year": clock.today().year,
        "place": 1,
        "kind": "privacy",
        "practice": "campaigns",
        "purpose": "registro",
    }


def address_of(path: str, things) -> str:
    """Fill an address; a word nobody named stands for something that is not there."""
    plain = re.sub(r"\(\?P<(\w+)>[^)]*(?:\([^)]*\)[^)]*)*\)", r"<str:\1>", path)
    plain = plain.replace("^", "").replace("$", "").replace("\\.", ".")
    given = {**things}
    if "(?P<kind>csv" in path:
        given["kind"] = "csv"
    if "(?P<kind>statuto" in path:
        given["kind"] = "statuto"

    def fill(found: re.Match[str]) -> str:
        _, _, name = found.group(1).rpartition(":")
        return str(given.get(name, uuid4() if found.group(1).startswith("uuid") else "1"))

    return "/" + re.sub(r"<([\w:]+)>", fill, plain).lstrip("/")


@pytest.mark.parametrize("role", ROLES)
def test_no_role_elsewhere_opens_what_an_organisation_keeps(role, first):
    """Every protected address, read and written, by a role of another organisation."""
    things = things_of(*first)
    client, _other = somebody_elsewhere(role)
    assert opened_by(client, [(path, address_of(path, things)) for path, _ in PROTECTED]) == []


@pytest.mark.parametrize("role", ROLES)
def test_no_role_opens_another_s_things_through_its_own_organisation(role, first):
    """One's own organisation in the address, and in it a thing of the other."""
    client, other = somebody_elsewhere(role)
    things = {**things_of(*first), "organisation_id": other.pk, "owner_id": other.pk}
    mixed = [(path, address_of(path, things)) for path, _ in PROTECTED if names_a_thing(path)]
    assert len(mixed) > 40
    assert opened_by(client, mixed) == []


def somebody_elsewhere(role: str) -> tuple[Client, Organisation]:
    """Sign in somebody with a role in another organisation and its ecosystem."""
    other = make.make_organisation("Il Ponte")
    elsewhere = make.make_ecosystem("Altrove", promoter=other)
    member = make.make_login_with_role(role, organisation=other, ecosystem=elsewhere)
    client = Client(raise_request_exception=False)
    client.force_login(member.login)
    return client, other


def opened_by(client: Client, addresses: list[tuple[str, str]]) -> list[tuple[int, str]]:
    """List what was not refused, told what only the first organisation knows, or wrote anything.

    A form sent without its words may lead back to a page: nothing was written, and it tells
    nothing.
    """
    before = contents()
    answers = [
        (path, client.get(answer["Location"]) if answer.status_code == REDIRECT else answer, answer)
        for path, address in addresses
        for answer in (client.get(address), client.post(address))
    ]
    assert contents() == before
    return [
        (answer.status_code, path)
        for path, shown, answer in answers
        if answer.status_code not in {*FORBIDDEN, REDIRECT} or tells(shown)
    ]


def contents() -> dict[str, str]:
    """Digest every table of ours but the sessions of who visits."""
    with connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name not in OWN]
        found = {}
        for table in tables:
            cursor.execute(
                f"SELECT md5(coalesce(string_agg(t::text, chr(10) ORDER BY t::text), ''))"
                f' FROM "{table}" t'
            )
            found[table] = cursor.fetchone()[0]
    return found


def names_a_thing(path: str) -> bool:
    """Say whether an address names an organisation, and beside it a thing."""
    return "organisation_id" in path and len(re.findall(r"<uuid:", path)) > 1


def tells(answer) -> bool:
    """Say whether an answer holds what only the first organisation knows."""
    return not answer.streaming and SECRET.encode() in answer.content


def test_the_first_organisation_s_own_roles_do_open_its_pages(first):
    """The control: with a role here the same addresses open, so that the test above tries them."""
    desk, person = first
    things = things_of(desk, person)
    member = make.make_login_with_role("administrator", organisation=desk.organisation)
    client = Client(raise_request_exception=False)
    client.force_login(member.login)
    answers = {path: client.get(address_of(path, things)).status_code for path, _ in PROTECTED}
    assert max(answers.values()) < SERVER_ERROR, answers
    assert sum(status == OK for status in answers.values()) > len(PROTECTED) / 3, answers


def test_every_address_can_be_filled(first):
    """An address that resolves to nothing would pass above without being tried."""
    from django.urls import resolve

    desk, person = first
    things = things_of(desk, person)
    for path, view in PROTECTED:
        assert resolve(address_of(path, things)).func is view, path
