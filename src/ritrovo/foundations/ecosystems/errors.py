"""What stops a change to an ecosystem, and what to do about it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class EcosystemUnknown(NotFound):
    """No ecosystem has this address."""

    message = _("Non troviamo questo ecosistema.")


class AddressTaken(Refusal):
    """Another ecosystem has this slug, or it is a word the pages need."""

    message = _("Questo indirizzo è già preso: cambialo un poco.")
    field = "slug"
    status = 409
    constraints = ("ecosystems_ecosystem_slug_key",)


class DirectionTaken(Refusal):
    """The ecosystem already moves in this direction."""

    message = _("L'ecosistema va già in questa direzione.")
    field = "direction"
    status = 409
    constraints = ("direction_is_taken_once",)


class ActorHasRole(Refusal):
    """The party already has this role in the ecosystem."""

    message = _("Chi hai scelto c'è già, con questo ruolo.")
    field = "party_id"
    status = 409
    constraints = ("actor_has_a_role_once",)


class RoleHeldHere(Refusal):
    """The person already holds this role in the ecosystem."""

    message = _("Questa persona ha già questo ruolo.")
    field = "role"
    status = 409
    constraints = ("ecosystem_role_is_held_once",)


class PracticeOn(Refusal):
    """The practice is switched on already."""

    message = _("Questa pratica è già accesa.")
    status = 409
    constraints = ("practice_is_switched_on_once",)


class PracticeOff(Refusal):
    """The practice is not switched on."""

    message = _("Questa pratica è già spenta.")
    status = 409


class PracticeNotInstalled(NotFound):
    """No such practice is installed."""

    message = _("Questa pratica non è installata qui.")


class AlreadyEnded(Refusal):
    """What should end has ended before."""

    message = _("È già finito.")
    status = 409


class EndsBeforeItStarts(Refusal):
    """The end is not after the start."""

    message = _("La fine deve venire dopo l'inizio: controlla le date.")
    field = "until"
    constraints = ("direction_ends_after_it_starts", "actor_leaves_after_joining")


class LastPromoter(Refusal):
    """Without this role nobody could look after the ecosystem any more."""

    message = _("Qualcuno deve promuovere: prima dai il ruolo a un'altra persona.")
    status = 409
