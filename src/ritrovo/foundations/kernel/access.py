"""Who may do what: actors, roles and rules as plain values, checked in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, Final, Literal, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse

from ritrovo.foundations.kernel.refusals import NotAllowed

Role = Literal["promoter", "operator", "treasurer", "editor", "administrator"]
ROLES: Final[tuple[Role, ...]] = ("promoter", "operator", "treasurer", "editor", "administrator")
PlatformRole = Literal["moderator", "administrator", "analyst"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is acting: a person with roles, nobody known, or the platform's own jobs.

    `organisations` and `ecosystems` map the id of each to the roles held there today. `shops`
    are the organisations for which the actor keeps a shop counter: they stand apart, because a
    shop is no part of the organisation and opens nothing that its roles open.
    """

    party_id: UUID | None = None
    organisations: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    ecosystems: Mapping[UUID, frozenset[str]] = field(default_factory=dict)
    platform: frozenset[str] = frozenset()
    is_system: bool = False
    shops: frozenset[UUID] = frozenset()

    @property
    def person_id(self) -> UUID:
        """The person who acts. Raises NotAllowed when nobody known does."""
        if self.party_id is None:
            raise NotAllowed
        return self.party_id

    @property
    def is_known(self) -> bool:
        """Say whether there is a person or a job behind this actor."""
        return self.party_id is not None or self.is_system


NOBODY: Final = Actor()
SYSTEM: Final = Actor(is_system=True)


@dataclass(frozen=True, slots=True)
class Scope:
    """What an action touches: the organisation and the ecosystem whose roles count."""

    organisation_id: UUID | None = None
    ecosystem_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """Which roles open an action, in the organisation, in the ecosystem, on the platform.

    `anyone` needs no login, `signed_in` any login, `shop` is for who keeps a shop counter. An
    empty rule is for the platform's jobs only.
    """

    organisation: frozenset[str] = frozenset()
    ecosystem: frozenset[str] = frozenset()
    platform: frozenset[str] = frozenset()
    anyone: bool = False
    signed_in: bool = False
    shop: bool = False

    def admits(self, actor: Actor, scope: Scope = Scope()) -> bool:
        """Say whether `actor` may act on what `scope` names."""
        if self.anyone or actor.is_system:
            return True
        if actor.party_id is None:
            return False
        here = actor.organisations.get(scope.organisation_id, frozenset())  # type: ignore[arg-type]
        there = actor.ecosystems.get(scope.ecosystem_id, frozenset())  # type: ignore[arg-type]
        return bool(
            self.signed_in
            or self.organisation & here
            or self.ecosystem & there
            or self.platform & actor.platform
            or (self.shop and scope.organisation_id in actor.shops)
        )

    def require(self, actor: Actor, scope: Scope = Scope()) -> None:
        """Let `actor` pass. Raises NotAllowed."""
        if not self.admits(actor, scope):
            raise NotAllowed


def rule(
    *,
    organisation: tuple[str, ...] = (),
    ecosystem: tuple[str, ...] = (),
    platform: tuple[str, ...] = (),
    shop: bool = False,
) -> Rule:
    """Make a rule from the roles that open it."""
    opened = frozenset(organisation), frozenset(ecosystem), frozenset(platform)
    return Rule(*opened, shop=shop)


ANYONE: Final = Rule(anyone=True)
SIGNED_IN: Final = Rule(signed_in=True)
JOBS_ONLY: Final = Rule()

View = Callable[..., HttpResponse]
Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])


def opens_to(page_rule: Rule, *, anywhere: bool = False) -> Callable[[View], View]:
    """Declare who may open a page; a page without this fails the build.

    A rule of roles is checked by the page's own query or action, which knows the scope; with
    `anywhere` a role held in any organisation or ecosystem is enough to enter. Somebody who is
    not signed in is sent to sign in.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not page_rule.anyone and not request.user.is_authenticated:
                from django.contrib.auth.views import redirect_to_login

                return redirect_to_login(request.get_full_path())
            return view(request, *args, **kwargs)

        guarded.access = page_rule  # type: ignore[attr-defined]
        guarded.anywhere = anywhere  # type: ignore[attr-defined]
        return guarded

    return declare


def declares(rule_of_endpoint: Rule) -> Callable[[Endpoint], Endpoint]:
    """Declare who may call an endpoint of the API; the API itself answers those who may not."""

    def declare(endpoint: Endpoint) -> Endpoint:
        endpoint.access = rule_of_endpoint  # type: ignore[attr-defined]
        return endpoint

    return declare
