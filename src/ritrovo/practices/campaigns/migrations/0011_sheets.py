"""Sheets of paper, what was typed from them, and rows that two people read in two ways."""

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

PROTECT = django.db.models.deletion.PROTECT
now = ritrovo.foundations.kernel.clock.now


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
    """Make the three tables."""

    dependencies: ClassVar = [
        ("agreements", "0003_form_address"),
        ("campaigns", "0010_handover"),
        ("people", "0007_requests"),
    ]
    operations: ClassVar = [
        migrations.CreateModel(
            "Sheet",
            [
                ("id", key()),
                ("code", models.CharField(max_length=6, unique=True)),
                ("rows", models.PositiveSmallIntegerField()),
                ("printed_at", models.DateTimeField(default=now)),
                ("photograph", models.FileField(blank=True, upload_to="private/sheets/")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="sheets", to="campaigns.campaign"
                    ),
                ),
                ("printed_by", person()),
                (
                    "privacy_version",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=PROTECT,
                        related_name="+",
                        to="agreements.version",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["campaign", "-printed_at"], name="sheet_by_campaign")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(rows__gte=1, rows__lte=20), name="sheet_fits_on_a_page"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            "SheetRow",
            [
                ("id", key()),
                ("place", models.PositiveSmallIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("typed_at", models.DateTimeField(default=now)),
                (
                    "offer",
                    models.OneToOneField(
                        null=True, on_delete=PROTECT, related_name="+", to="campaigns.needoffer"
                    ),
                ),
                (
                    "pledge",
                    models.OneToOneField(
                        null=True, on_delete=PROTECT, related_name="+", to="campaigns.pledge"
                    ),
                ),
                (
                    "sheet",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="typed_rows",
                        to="campaigns.sheet",
                    ),
                ),
                ("typed_by", person()),
            ],
            options={
                "ordering": ["place"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["sheet", "place"], name="sheet_row_is_typed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(place__gte=1, place__lte=20),
                        name="sheet_row_has_its_place",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(pledge__isnull=False) | models.Q(offer__isnull=False),
                        name="sheet_row_gives_something",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            "SheetDifference",
            [
                ("id", key()),
                ("digest", models.CharField(max_length=64)),
                ("written", models.JSONField(default=dict)),
                ("typed_at", models.DateTimeField(default=now)),
                ("decided_at", models.DateTimeField(null=True)),
                ("is_taken", models.BooleanField(null=True)),
                ("decided_by", person()),
                ("typed_by", person()),
                (
                    "row",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=PROTECT,
                        related_name="differences",
                        to="campaigns.sheetrow",
                    ),
                ),
            ],
            options={
                "ordering": ["typed_at", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["row", "digest"], name="sheet_difference_is_listed_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(decided_at=None, is_taken=None)
                        | models.Q(decided_at__isnull=False, is_taken__isnull=False, written={}),
                        name="sheet_difference_decided_is_emptied",
                    ),
                ],
            },
        ),
    ]
