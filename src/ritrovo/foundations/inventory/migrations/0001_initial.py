"""The first tables of the room."""

import django.db.models.deletion
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("contributions", "0006_tallies"),
        ("ecosystems", "0001_initial"),
        ("people", "0008_listed_dossiers"),
        ("volunteers", "0003_parameters"),
    ]

    operations = [
        migrations.CreateModel(
            name="Inventory",
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
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("gifts", "Doni ricevuti: chi, quando, quanto"),
                            ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                            ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                            ("volunteers", "Volontari da iscrivere nel registro"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("lines_count", models.PositiveIntegerField()),
                ("known_count", models.PositiveIntegerField()),
                ("written_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "ecosystem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ecosystems.ecosystem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Layout",
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
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("gifts", "Doni ricevuti: chi, quando, quanto"),
                            ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                            ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                            ("volunteers", "Volontari da iscrivere nel registro"),
                        ],
                        max_length=10,
                    ),
                ),
                ("header_fingerprint", models.CharField(max_length=64)),
                ("columns", models.JSONField()),
                ("saved_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Newcomer",
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
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="newcomers",
                        to="inventory.inventory",
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PastCampaign",
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
                ("title", models.CharField(max_length=200)),
                ("first_day", models.DateField()),
                ("last_day", models.DateField()),
                ("collected_cents", models.BigIntegerField()),
                ("people", models.PositiveIntegerField(null=True)),
                ("taken_back", models.BooleanField(default=False)),
                (
                    "ecosystem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ecosystems.ecosystem",
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="campaigns",
                        to="inventory.inventory",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="InventoryLine",
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
                ("line", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("taken_back", models.BooleanField(default=False)),
                (
                    "contribution",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contributions.contribution",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="volunteers.volunteerentry",
                    ),
                ),
                (
                    "inventory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="inventory.inventory",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="inventory.pastcampaign",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="WaitingList",
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
                (
                    "sort",
                    models.CharField(
                        choices=[
                            ("gifts", "Doni ricevuti: chi, quando, quanto"),
                            ("hours", "Ore di volontariato: chi, quando, quanto tempo"),
                            ("campaigns", "Campagne passate: titolo, periodo, quanto è arrivato"),
                            ("volunteers", "Volontari da iscrivere nel registro"),
                        ],
                        max_length=10,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                ("content", models.BinaryField()),
                ("columns", models.JSONField(null=True)),
                ("answers", models.JSONField(default=dict)),
                ("uploaded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "ecosystem",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="ecosystems.ecosystem",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.organisation",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="inventory",
            index=models.Index(
                fields=["organisation", "-written_at"], name="inventory_by_organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="inventory",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undone_at", None), ("undone_by", None)),
                    models.Q(("undone_at__isnull", False), ("undone_by__isnull", False)),
                    _connector="OR",
                ),
                name="undoing_says_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="layout",
            constraint=models.UniqueConstraint(
                fields=("organisation", "sort", "header_fingerprint"),
                name="list_layout_is_remembered_once",
            ),
        ),
        migrations.AddIndex(
            model_name="pastcampaign",
            index=models.Index(fields=["organisation", "-last_day"], name="past_campaign_by_day"),
        ),
        migrations.AddConstraint(
            model_name="pastcampaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_day__gte", models.F("first_day"))),
                name="past_campaign_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="pastcampaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("collected_cents__gte", 0)),
                name="past_campaign_collected_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="inventoryline",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back", False)),
                fields=("organisation", "digest"),
                name="line_is_brought_once",
            ),
        ),
    ]
