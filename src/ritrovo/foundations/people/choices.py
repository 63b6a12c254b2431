"""The kinds of parties, bodies and roles, with their Italian names."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartyKind(TextChoices):
    """What can give or receive."""

    PERSON = "person", _("persona")
    ORGANISATION = "organisation", _("organizzazione")
    HOUSEHOLD = "household", _("famiglia")
    GROUP = "group", _("gruppo informale")
    ECOSYSTEM = "ecosystem", _("ecosistema collaborativo")
    CATCHMENT = "catchment", _("zona servita")
    COMMONS = "commons", _("bene comune")


class OrganisationKind(TextChoices):
    """The kinds of bodies an ecosystem meets."""

    SOCIAL_COOP_A = "social_coop_a", _("cooperativa sociale di tipo A")
    SOCIAL_COOP_B = "social_coop_b", _("cooperativa sociale di tipo B")
    ODV = "odv", _("organizzazione di volontariato (ODV)")
    APS = "aps", _("associazione di promozione sociale (APS)")
    ASSOCIATION = "association", _("altra associazione")
    FOUNDATION = "foundation", _("fondazione")
    PHILANTHROPIC = "philanthropic", _("ente filantropico")
    SOCIAL_ENTERPRISE = "social_enterprise", _("impresa sociale in forma di società")
    COMMUNITY_COOP = "community_coop", _("cooperativa di comunità")
    PUBLIC_BODY = "public_body", _("ente pubblico")
    BUSINESS = "business", _("impresa o bottega")
    SCHOOL = "school", _("scuola")
    PARISH = "parish", _("parrocchia")
    FAB_LAB = "fab_lab", _("fab lab o makerspace")
    CONSORTIUM = "consortium", _("consorzio")
    OTHER = "other", _("altro")


class RuntsSection(TextChoices):
    """The sections of the national register (art. 46 D.Lgs. 117/2017)."""

    A = "a", _("a: organizzazioni di volontariato")
    B = "b", _("b: associazioni di promozione sociale")
    C = "c", _("c: enti filantropici")
    D = "d", _("d: imprese sociali, incluse le cooperative sociali")
    E = "e", _("e: reti associative")
    F = "f", _("f: società di mutuo soccorso")
    G = "g", _("g: altri enti del Terzo settore")


class OrganisationRoleName(TextChoices):
    """What a person may be in an organisation or in an ecosystem."""

    PROMOTER = "promoter", _("promuove")
    OPERATOR = "operator", _("registra allo sportello")
    TREASURER = "treasurer", _("tiene i conti")
    EDITOR = "editor", _("scrive")
    ADMINISTRATOR = "administrator", _("amministra")
    SHOP = "shop", _("punto di raccolta")


# An ecosystem has no shops: each belongs to one organisation.
ECOSYSTEM_ROLES: Final = [each for each in OrganisationRoleName.choices if each[0] != "shop"]


class CounterKind(TextChoices):
    """Where people are met: by who searches among those known, or by who never does."""

    OFFICE = "office", _("sportello")
    SHOP = "shop", _("punto di raccolta")


class PlatformRoleName(TextChoices):
    """What a person may be on the whole installation."""

    MODERATOR = "moderator", _("modera")
    ADMINISTRATOR = "administrator", _("amministra la piattaforma")
    ANALYST = "analyst", _("cura l'osservatorio")


class CorrectionState(TextChoices):
    """How far a request for correction is."""

    ASKED = "asked", _("aspetta una risposta")
    DONE = "done", _("corretto")
    REFUSED = "refused", _("non corretto")


class Purpose(TextChoices):
    """The uses of somebody's data to which they may object, one organisation at a time."""

    NEWS = "news", _("scrivermi novità")
    NAME = "name", _("mostrare il mio nome sulle pagine pubbliche")
    YEARLY = "yearly", _("comunicare le mie donazioni all'Agenzia delle Entrate")


# What stands where the name of somebody who was erased stood.
ERASED_NAME = "persona cancellata"
