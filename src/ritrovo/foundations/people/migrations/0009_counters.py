"""Counters where people are met, the cards by which they are known, and the role of a shop."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

PROTECT = django.db.models.deletion.PROTECT
now = ritrovo.foundations.kernel.clock.now
ROLES = (
    ("promoter", "promuove"),
    ("operator", "registra allo sportello"),
    ("treasurer", "tiene i conti"),
    ("editor", "scrive"),
    ("administrator", "amministra"),
    ("shop", "punto di raccolta"),
)


def key() -> models.UUIDField:
    """Give the key of a row, as every table of ours has it."""
    return models.UUIDField(
        default=ritrovo.foundations.kernel.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def person() -> models.ForeignKey:
    """Give who did something."""
    return models.ForeignKey(null=True, on_delete=PROTECT, related_name="+", to="people.party")


class Migration(migrations.Migration):
    """Make both tables; a role more may be held in an organisation."""

    dependencies: ClassVar = [("people", "0008_listed_dossiers")]
    operations: ClassVar = [
        migrations.RemoveConstraint("organisationrole", "organisation_role_is_known"),
        migrations.AlterField(
            "organisationrole", "role", models.CharField(choices=list(ROLES), max_length=16)
        ),
        migrations.AddConstraint(
            "organisationrole",
            models.CheckConstraint(
                condition=models.Q(role__in=[role for role, _label in ROLES]),
                name="organisation_role_is_known",
            ),
        ),
        migrations.CreateModel(
            "Counter",
            [
                ("id", key()),
                (
                    "kind",
                    models.CharField(
                        choices=[("office", "sportello"), ("shop", "punto di raccolta")],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=80)),
                ("place", models.CharField(blank=True, max_length=120)),
                ("opened_at", models.DateTimeField(default=now)),
                ("closed_at", models.DateTimeField(null=True)),
                ("opened_by", person()),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="counters", to="people.organisation"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(kind__in=["office", "shop"]),
                        name="counter_kind_is_known",
                    ),
                    models.CheckConstraint(condition=~models.Q(name=""), name="counter_has_a_name"),
                    models.UniqueConstraint(
                        condition=models.Q(closed_at=None),
                        fields=["organisation", "name"],
                        name="counter_has_a_name_of_its_own",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "MemberCard",
            [
                ("id", key()),
                ("code", models.CharField(max_length=12, unique=True)),
                ("issued_at", models.DateTimeField(default=now)),
                ("revoked_at", models.DateTimeField(null=True)),
                ("issued_by", person()),
                (
                    "organisation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="cards",
                        to="people.organisation",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(on_delete=PROTECT, related_name="cards", to="people.party"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(revoked_at=None),
                        fields=["organisation", "party"],
                        name="member_has_one_card",
                    )
                ],
            },
        ),
    ]
