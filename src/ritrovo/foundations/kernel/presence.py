"""Values that a constraint of the database says are there."""

from typing import TypeVar

Value = TypeVar("Value")


def present(value: Value | None) -> Value:
    """Give a nullable value where the row's state guarantees it. Raises LookupError otherwise."""
    if value is None:
        raise LookupError("The row lacks what its state says it has.")
    return value
