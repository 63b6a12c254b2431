"""A site with an ecosystem, and browsers for who visits it."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import pytest
from django.test import Client

from ritrovo.foundations.ecosystems import actions as ecosystem_actions
from ritrovo.foundations.kernel.access import Actor
from ritrovo.foundations.people.models import Person
from tests.people import factories as make
from tests.site.practice import BREAD

WALKERS = (
    "ritrovo.foundations.ecosystems.practices",
    "ritrovo.foundations.ecosystems.queries",
    "ritrovo.site.web.lists",
    "ritrovo.site.web.victories",
    "ritrovo.site.web.views.pages",
)


def browser_of(actor: Actor) -> Client:
    """Give a browser in which the actor is signed in."""
    client = Client()
    login = Person.objects.get(pk=actor.party_id).login
    assert login
    client.force_login(login)
    return client


@pytest.fixture
def veglio(db: None) -> tuple[Actor, Any, Any]:
    """Open an ecosystem: its promoter as an actor, the organisation, itself."""
    actor, organisation = make.make_desk()
    ecosystem = ecosystem_actions.open_ecosystem(
        actor=actor,
        promoter_id=organisation.pk,
        site_id=make.make_site().pk,
        name="Veglio insieme",
        theme="regeneration",
        summary="Un co-working per tornare a vivere qui.",
        story="C'era una filatura.\n\nAdesso ci sono sei banchi.",
        municipality=make.make_municipality(),
    )
    return make.fresh(actor), organisation, ecosystem


@pytest.fixture
def bread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Show one practice instead of those installed, which keep their addresses."""
    import_module("ritrovo.config.urls")
    for module in WALKERS:
        monkeypatch.setattr(f"{module}.practices", lambda: (BREAD,))
