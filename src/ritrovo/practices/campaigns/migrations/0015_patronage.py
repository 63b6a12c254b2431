"""Public bodies that stand behind a campaign, with their acts."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

PROTECT = django.db.models.deletion.PROTECT


def person() -> models.ForeignKey:
    """Give who did it."""
    return models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="people.party")


class Migration(migrations.Migration):
    """A patronage stands once for a body, and two people answer for it."""

    dependencies = [("campaigns", "0014_keepers_step_back"), ("people", "0007_requests")]
    operations = [
        migrations.CreateModel(
            name="Patronage",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=ritrovo.foundations.kernel.ids.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("act_number", models.CharField(max_length=60)),
                ("act_date", models.DateField()),
                ("file", models.FileField(blank=True, upload_to="private/patronages/")),
                ("recorded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("end_reason", models.CharField(blank=True, max_length=200)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="patronages", to="people.organisation"
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="patronages", to="campaigns.campaign"
                    ),
                ),
                ("confirmed_by", person()),
                ("ended_by", person()),
                ("recorded_by", person()),
            ],
            options={
                "ordering": ["act_date", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=~Q(act_number=""), name="patronage_names_its_act"
                    ),
                    models.CheckConstraint(
                        condition=Q(confirmed_by=None)
                        | Q(recorded_by=None)
                        | ~Q(confirmed_by=F("recorded_by")),
                        name="patronage_is_confirmed_by_another",
                    ),
                    models.CheckConstraint(
                        condition=Q(ended_at=None) | ~Q(end_reason=""),
                        name="ended_patronage_says_why",
                    ),
                    models.UniqueConstraint(
                        fields=["campaign", "body"],
                        condition=Q(ended_at=None),
                        name="patronage_stands_once",
                    ),
                ],
            },
        ),
    ]
