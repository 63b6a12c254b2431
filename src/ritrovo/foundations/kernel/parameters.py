"""Numbers that laws and house rules fix for a while, read by day."""

from datetime import date

from django.db.models import Q

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.models import Parameter


def parameter(code: str, day: date | None = None) -> int:
    """Say what `code` is worth on `day`, today in Italy unless told. One query.

    Raises LookupError when no value covers that day.
    """
    day = day or clock.today()
    covers = Q(valid_until=None) | Q(valid_until__gt=day)
    row = Parameter.objects.filter(covers, code=code, valid_from__lte=day).first()
    if row is None:
        raise LookupError(f"{code} has no value on {day}.")
    return row.value
