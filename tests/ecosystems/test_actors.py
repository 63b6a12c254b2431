"""Who acts: a person with the roles held now, and nothing of anyone else's."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from ritrovo.foundations.ecosystems.queries import actor_of, actor_of_login, actor_of_party
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import NOBODY
from ritrovo.foundations.kernel.ids import new_id
from ritrovo.foundations.people.models import OrganisationRole
from tests.people import factories as make


def request_of(user):
    request = RequestFactory().get("/")
    request.user = user
    return request


def test_a_visitor_is_nobody_and_costs_nothing(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert actor_of(request_of(AnonymousUser())) == NOBODY


def test_all_roles_cost_one_query_once_a_request(db, django_assert_num_queries):
    administrator, organisation = make.make_desk()
    _, other = make.make_desk("Altro")
    person = make.make_person()
    for role in ("treasurer", "operator"):
        make.actions.give_role(
            actor=administrator,
            organisation_id=organisation.pk,
            email=person.login.email,
            role=role,
        )
    request = request_of(person.login)
    with django_assert_num_queries(1):
        actor = actor_of(request)
        assert actor_of(request) is actor
    assert actor.organisations == {organisation.pk: {"treasurer", "operator"}}
    assert other.pk not in actor.organisations


def test_a_login_without_a_person_acts_as_nobody(db):
    assert actor_of_login(make.make_login().pk) == NOBODY


def test_a_party_that_does_not_exist_acts_as_nobody(db):
    assert actor_of_party(new_id()) == NOBODY


def test_a_role_counts_from_its_start_to_just_before_its_end(db):
    actor, _ = make.make_desk()
    role = OrganisationRole.objects.get(person_id=actor.party_id)
    before, end = role.since - timedelta(seconds=1), role.since + timedelta(days=1)
    OrganisationRole.objects.filter(pk=role.pk).update(until=end)
    for moment, held in ((before, False), (role.since, True), (end, False)):
        with clock.moved_to(moment):
            assert bool(make.fresh(actor).organisations) is held


def test_a_platform_role_is_held_on_the_whole_installation(db):
    assert make.make_platform_administrator().platform == {"administrator"}
    assert make.make_actor().platform == frozenset()
