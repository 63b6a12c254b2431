"""Refusals: states of the world that stop an action, said so that a person understands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from django.db import DatabaseError, transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_by_constraint: dict[str, type[Refusal]] = {}


class Refusal(Exception):
    """Something a person asked for that cannot be, and why.

    `message` is what the person reads, `status` the HTTP status, `constraints` the names of the
    database constraints whose violation means this refusal. `field` names the form field the
    message belongs to, when there is one.
    """

    message: ClassVar[str | Promise] = _("Non si può fare.")
    status: ClassVar[int] = 422
    constraints: ClassVar[tuple[str, ...]] = ()
    field: ClassVar[str | None] = None

    def __init__(self, message: str | Promise | None = None, **facts: object) -> None:
        self.facts = facts
        text = self.message if message is None else message
        super().__init__(text)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        for name in cls.__dict__.get("constraints", ()):
            if name in _by_constraint:
                raise TypeError(f"Constraint {name} already means {_by_constraint[name].__name__}.")
            _by_constraint[name] = cls

    def __str__(self) -> str:
        text = str(self.args[0])
        return text % self.facts if self.facts else text


class NotAllowed(Refusal):
    """The actor has no role that lets it do this."""

    message = _("Non hai il ruolo che serve per farlo.")
    status = 403


class NotFound(Refusal):
    """What was asked for is not there, or not for this actor."""

    message = _("Non abbiamo trovato quello che cerchi.")
    status = 404


class KeyReused(Refusal):
    """The idempotency key was used before for something else."""

    message = _("Questa richiesta è già stata usata per un'altra operazione. Ricarica la pagina.")
    status = 409


def refusal_of(error: DatabaseError) -> Refusal | None:
    """Find what a database error means to a person, or None when no refusal names it.

    Triggers of ours raise with the constraint's name set, exactly as a CHECK does.
    """
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    meaning = _by_constraint.get(name or "")
    return meaning() if meaning else None


@contextmanager
def refusing() -> Iterator[None]:
    """Turn a violated named constraint into its refusal, keeping the transaction usable.

    Costs one savepoint inside a transaction. Raises the refusal, or the database's own error
    when nothing explains it.
    """
    try:
        with transaction.atomic():
            yield
    except DatabaseError as error:
        if refusal := refusal_of(error):
            raise refusal from error
        raise


def require_transaction() -> None:
    """Stop a step that was called outside anyone's transaction: it could be half done."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A step runs inside an action's transaction.")
