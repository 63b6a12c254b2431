"""What stops a patronage."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class PatronageUnknown(NotFound):
    """No patronage has this id, or not for this actor."""

    message = _("Non troviamo questo patrocinio.")


class PatronageTwice(Refusal):
    """The body's patronage of this campaign stands already, with another act."""

    message = _("Il patrocinio di questo ente c'è già: se l'atto è un altro, prima ritira quello.")
    status = 409
    field = "body"
    constraints = ("patronage_stands_once",)


class PatronNotPublic(Refusal):
    """Only a public body gives its patronage."""

    message = _("Il patrocinio lo dà un ente pubblico: sceglilo dall'elenco.")
    field = "body"


class ActMissing(Refusal):
    """A patronage names its act."""

    message = _("Scrivi il numero dell'atto con cui l'ente ha dato il patrocinio.")
    field = "act_number"
    constraints = ("patronage_names_its_act",)


class ActInTheFuture(Refusal):
    """The act has not been signed yet."""

    message = _("Questo giorno deve ancora venire: il patrocinio si scrive quando l'atto c'è.")
    field = "act_date"


class PatronageByOneself(Refusal):
    """Who recorded a patronage cannot be who confirms it."""

    message = _("L'hai scritto tu: a confermarlo dev'essere un'altra persona.")
    status = 409
    constraints = ("patronage_is_confirmed_by_another",)


class PatronageEnded(Refusal):
    """The patronage was taken back."""

    message = _("Questo patrocinio è stato ritirato.")
    status = 409


class PatronageEndUnsaid(Refusal):
    """A patronage is taken back with its reason."""

    message = _("Scrivi perché il patrocinio non vale più.")
    field = "reason"
    constraints = ("ended_patronage_says_why",)
