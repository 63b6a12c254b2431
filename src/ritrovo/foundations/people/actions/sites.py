"""Verbs on sites: address, name, colours."""

from __future__ import annotations

from dataclasses import asdict
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from ritrovo.foundations.kernel.access import Actor, Scope
from ritrovo.foundations.kernel.refusals import NotFound, refusing
from ritrovo.foundations.look.themes import Theme, check_theme, night_of
from ritrovo.foundations.people.errors import OrganisationUnknown
from ritrovo.foundations.people.models import Organisation, Site
from ritrovo.foundations.people.policies import RULES

OF_THIS_MACHINE: Final = frozenset({"127.0.0.1", "localhost", "::1"})


@transaction.atomic(durable=True)
def save_site_theme(*, actor: Actor, site_id: UUID, theme: Theme | None) -> Site:
    """Give a site its own six colours, or with None the platform's again.

    Raises NotAllowed, NotFound, ThemeUnreadable.
    """
    site = hold_site(site_id)
    RULES["save_site_theme"].require(actor, Scope(site.owner_id))
    if theme:
        check_theme(theme)
        check_theme(night_of(theme))
    site.theme = asdict(theme) if theme else {}
    site.save(update_fields=["theme"])
    return site


@transaction.atomic(durable=True)
def save_site(*, actor: Actor, site_id: UUID, name: str, sender: str, language: str) -> Site:
    """Name a site, and say from which address its mails leave. Raises NotAllowed, NotFound."""
    site = hold_site(site_id)
    RULES["save_site"].require(actor, Scope(site.owner_id))
    site.name, site.sender, site.language = " ".join(name.split()), sender, language
    site.save(update_fields=["name", "sender", "language"])
    return site


@transaction.atomic(durable=True)
def give_site(*, actor: Actor, site_id: UUID, owner_id: UUID | None) -> Site:
    """Say which organisation runs a site, or with None that nobody does yet.

    Raises NotAllowed, NotFound, OrganisationUnknown.
    """
    site = hold_site(site_id)
    RULES["give_site"].require(actor)
    if owner_id and not Organisation.objects.filter(pk=owner_id).exists():
        raise OrganisationUnknown
    site.owner_id = owner_id
    site.save(update_fields=["owner"])
    return site


@transaction.atomic(durable=True)
def open_site(*, actor: Actor, host: str, is_secure: bool, name: str) -> Site:
    """Open the installation's default site at an address; the standing one when there is one.

    A site that was only tried out, at an address of this machine, moves to the one given: the
    port changed, or the platform got its name. Raises NotAllowed, and what the constraints refuse.
    """
    RULES["open_site"].require(actor)
    standing = Site.objects.select_for_update(no_key=True).filter(is_default=True).first()
    with refusing():
        if standing is None:
            return Site.objects.create(host=host, is_secure=is_secure, name=name, is_default=True)
        if urlsplit(standing.root).hostname in OF_THIS_MACHINE:
            standing.host, standing.is_secure = host, is_secure
            standing.save(update_fields=["host", "is_secure"])
        return standing


def hold_site(site_id: UUID) -> Site:
    """Lock a site until the transaction ends. Raises NotFound."""
    site = Site.objects.select_for_update(no_key=True).filter(pk=site_id).first()
    if site is None:
        raise NotFound
    return site
