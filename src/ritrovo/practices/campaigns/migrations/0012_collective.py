"""Collections among many people: a dinner, a raffle, a class, and who of them is known."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

PROTECT = django.db.models.deletion.PROTECT
KINDS = ["dinner", "raffle", "class", "stall", "show", "other"]


def own_id() -> models.UUIDField:
    """Give the id every row of ours has."""
    return models.UUIDField(
        default=ritrovo.foundations.kernel.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


class Migration(migrations.Migration):
    """Money many people gave together, never mixed with the crowd's."""

    dependencies = [("campaigns", "0011_sheets"), ("payments", "0008_slips")]
    operations = [
        migrations.CreateModel(
            name="CollectiveGift",
            fields=[
                ("id", own_id()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("dinner", "cena o pranzo"),
                            ("raffle", "lotteria o pesca"),
                            ("class", "classe o scuola"),
                            ("stall", "banchetto o mercatino"),
                            ("show", "spettacolo o concerto"),
                            ("other", "altro"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("place", models.CharField(max_length=120)),
                ("is_occasional", models.BooleanField()),
                ("headcount", models.PositiveIntegerField()),
                ("gross_cents", models.BigIntegerField()),
                ("costs_cents", models.BigIntegerField(default=0)),
                (
                    "recorded_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="ledger.account"),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="collections", to="campaigns.campaign"
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "till",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="payments.till"),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="people.party"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["campaign", "first_day"], name="collection_by_campaign")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=KINDS), name="collection_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=Q(headcount__gte=1), name="collection_has_people"
                    ),
                    models.CheckConstraint(
                        condition=Q(gross_cents__gt=0), name="collection_brings_something"
                    ),
                    models.CheckConstraint(
                        condition=Q(costs_cents__gte=0, costs_cents__lt=F("gross_cents")),
                        name="collection_costs_less_than_it_brings",
                    ),
                    models.CheckConstraint(
                        condition=Q(last_day__gte=F("first_day")),
                        name="collection_ends_after_it_begins",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CollectiveGiver",
            fields=[
                ("id", own_id()),
                ("cents", models.BigIntegerField(null=True)),
                (
                    "collection",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="givers", to="campaigns.collectivegift"
                    ),
                ),
                (
                    "giver",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(cents=None) | Q(cents__gt=0),
                        name="collective_giver_gave_something",
                    )
                ],
            },
        ),
    ]
