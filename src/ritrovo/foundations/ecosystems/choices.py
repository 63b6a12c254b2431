"""The five themes, the five directions, and what an actor is in an ecosystem."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Theme(TextChoices):
    """What an ecosystem is about."""

    REGENERATION = "regeneration", _("rigenerazione urbana")
    NEW_POVERTY = "new_poverty", _("nuove povertà")
    YOUNG_AUTONOMY = "young_autonomy", _("autonomia dei giovani")
    WELCOME = "welcome", _("accoglienza dei migranti")
    COMMUNITY = "community", _("creazione di comunità")


class Direction(TextChoices):
    """Where the collaborative push comes from, and where it goes."""

    COMMUNITY_TO_SERVICE = "community_to_service", _("dalla comunità verso il servizio")
    SERVICE_TO_COMMUNITY = "service_to_community", _("dal servizio verso la comunità")
    IDEA_TO_PLACE = "idea_to_place", _("dall'idea sociale alla rigenerazione di un luogo")
    INTERWEAVING = "interweaving", _("dall'intreccio fra attori diversi")
    NEED_TO_COLLABORATION = (
        "need_to_collaboration",
        _("dal bisogno individuale alla collaborazione collettiva"),
    )


class ActorRole(TextChoices):
    """What a party is in an ecosystem."""

    PROMOTER = "promoter", _("promuove")
    ALLY = "ally", _("alleato")
    HOST = "host", _("ospita")
    SUPPLIER = "supplier", _("fornisce")
    PUBLIC = "public", _("ente pubblico che sostiene")
    MEMBER = "member", _("partecipa")
