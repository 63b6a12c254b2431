"""Neighbourhoods and buildings may end; their names and addresses are free again then."""

from django.db import migrations, models
from django.db.models import F, Func, Q, TextField

FOLDED = "trim(regexp_replace(plain_text(%(expressions)s), '[^a-z0-9]+', ' ', 'g'))"


def folded(column: str) -> Func:
    """Make a column's text plain lower-case letters and digits, as this migration knows them."""
    return Func(F(column), output_field=TextField(), template=FOLDED)


NAMES = ("neighbourhood", "neighbourhood_has_its_own_name", ("name",))
ADDRESSES = ("building", "building_stands_once_at_its_address", ("street", "number"))


class Migration(migrations.Migration):
    """A place that ended stays in what was done there, and leaves the lists."""

    dependencies = [("places", "0001_initial")]
    operations = [
        *(
            migrations.AddField(name, "until", models.DateField(null=True))
            for name in ("neighbourhood", "building")
        ),
        *(migrations.RemoveConstraint(model, name) for model, name, _ in (NAMES, ADDRESSES)),
        *(
            migrations.AddConstraint(
                model,
                models.UniqueConstraint(
                    F("municipality"),
                    *(folded(column) for column in columns),
                    condition=Q(until=None),
                    name=name,
                ),
            )
            for model, name, columns in (NAMES, ADDRESSES)
        ),
    ]
