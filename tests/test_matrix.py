"""Who may do what: every role by every action, every kind of visitor by every address.

Generated from the actions and the URLs themselves: a new one without a rule fails here.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from uuid import UUID

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

import ritrovo
from ritrovo.foundations.kernel.access import NOBODY, ROLES, SYSTEM, Actor, Rule, Scope
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.site.api.service import service

HERE, THERE = UUID(int=1), UUID(int=2)
PERSON = UUID(int=9)
# Addresses of libraries: they keep their own rules.
FOREIGN = ("allauth.", "django.", "ninja.", "functools")


def action_modules() -> Iterator[tuple[str, ModuleType]]:
    """Give each room's name with each of its modules of actions."""
    for found in pkgutil.walk_packages(ritrovo.__path__, "ritrovo."):
        if ".actions" in found.name and ".migrations" not in found.name:
            yield found.name.split(".actions")[0], importlib.import_module(found.name)


def actions() -> Iterator[tuple[str, str]]:
    """Give every action as room and name: a public function that opens a durable transaction."""
    for room, module in action_modules():
        for name, function in inspect.getmembers(module, inspect.isfunction):
            is_own = function.__module__ == module.__name__ and not name.startswith("_")
            if is_own and hasattr(function, "__wrapped__"):
                yield room, name


def rules_of(room: str) -> dict[str, Rule]:
    return importlib.import_module(f"{room}.policies").RULES


ACTIONS = sorted(set(actions()))
RULES = [(room, name, rules_of(room)[name]) for room, name in ACTIONS if name in rules_of(room)]


def pages() -> Iterator[tuple[str, object]]:
    """Give every address of ours with its view."""
    waiting: list[tuple[str, URLPattern | URLResolver]] = [("", get_resolver())]
    while waiting:
        path, entry = waiting.pop()
        if isinstance(entry, URLResolver):
            waiting += [(path + str(entry.pattern), each) for each in entry.url_patterns]
        elif not entry.callback.__module__.startswith(FOREIGN):
            yield path + str(entry.pattern), entry.callback


@pytest.mark.parametrize(("room", "name"), ACTIONS)
def test_every_action_has_a_rule(room, name):
    assert name in rules_of(room), f"{room}.{name} has no line in {room}.policies.RULES"


def test_every_rule_belongs_to_an_action():
    known = set(ACTIONS)
    rooms = {room for room, _ in ACTIONS}
    told = {(room, name) for room in rooms for name in rules_of(room)}
    strays = sorted(told - known)
    assert strays == []


def test_every_page_says_who_may_open_it():
    silent = sorted(path for path, view in pages() if not hasattr(view, "access"))
    assert silent == []


def test_every_endpoint_of_the_api_says_who_may_call_it():
    silent = [
        f"{path}"
        for _, router in service._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if not hasattr(operation.view_func, "access")
    ]
    assert silent == []
    assert any(router.path_operations for _, router in service._routers)


@pytest.mark.parametrize(("room", "name", "rule"), RULES)
@pytest.mark.parametrize("role", ROLES)
def test_a_role_counts_only_where_it_is_held(room, name, rule, role):
    roles = frozenset({role})
    member = Actor(PERSON, organisations={HERE: roles})
    stranger = Actor(PERSON, organisations={THERE: roles}, ecosystems={THERE: roles})
    steward = Actor(PERSON, ecosystems={HERE: roles})
    scope = Scope(HERE, HERE)
    open_to_all = rule.anyone or rule.signed_in
    assert rule.admits(member, scope) == (open_to_all or role in rule.organisation)
    assert rule.admits(steward, scope) == (open_to_all or role in rule.ecosystem)
    assert rule.admits(stranger, scope) == open_to_all


@pytest.mark.parametrize(("room", "name", "rule"), RULES)
def test_nobody_known_only_does_what_is_open_to_anyone(room, name, rule):
    assert rule.admits(NOBODY, Scope(HERE, HERE)) == rule.anyone
    assert rule.admits(SYSTEM, Scope(HERE, HERE))
    if not rule.anyone:
        with pytest.raises(NotAllowed):
            rule.require(NOBODY, Scope(HERE, HERE))
