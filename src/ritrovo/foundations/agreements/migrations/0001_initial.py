"""Rules by version, consents, withdrawals, short-lived traces."""

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0002_canonical_party"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
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
                ("address_mark", models.CharField(blank=True, max_length=64)),
                ("given_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("recorded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "sito"),
                            ("counter", "sportello"),
                            ("paper", "carta"),
                            ("import", "importato"),
                            ("offline", "senza rete"),
                        ],
                        max_length=8,
                    ),
                ),
                ("form", models.CharField(max_length=60)),
                ("subject_id", models.UUIDField(null=True)),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="consents",
                        to="people.party",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Rulebook",
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
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "informativa sulla privacy"),
                            ("terms", "regole di partecipazione"),
                            ("cookies", "cookie"),
                            ("accessibility", "dichiarazione di accessibilità"),
                            ("newsletter", "consenso alla newsletter"),
                            ("public_name", "consenso a mostrare il nome"),
                            ("image_release", "liberatoria per le immagini"),
                            ("hosting", "accordo con chi ospita un gruppo informale"),
                        ],
                        max_length=16,
                    ),
                ),
                ("is_model", models.BooleanField(default=False)),
                (
                    "owner",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rulebooks",
                        to="people.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Trace",
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
                ("network_address", models.GenericIPAddressField(null=True)),
                ("browser", models.CharField(blank=True, max_length=200)),
                ("kept_until", models.DateTimeField()),
                (
                    "consent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="trace",
                        to="agreements.consent",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
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
                ("number", models.PositiveIntegerField()),
                ("title_it", models.CharField(max_length=120)),
                ("title_en", models.CharField(max_length=120)),
                ("text_it", models.TextField()),
                ("text_en", models.TextField(blank=True)),
                ("change", models.CharField(blank=True, max_length=200)),
                ("digest", models.CharField(max_length=64)),
                ("valid_from", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "published_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                (
                    "made_from",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agreements.version",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "rulebook",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="agreements.rulebook",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="consent",
            name="version",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consents",
                to="agreements.version",
            ),
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                    "withdrawn_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "sito"),
                            ("counter", "sportello"),
                            ("paper", "carta"),
                            ("import", "importato"),
                            ("offline", "senza rete"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "consent",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="agreements.consent",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "privacy",
                            "terms",
                            "cookies",
                            "accessibility",
                            "newsletter",
                            "public_name",
                            "image_release",
                            "hosting",
                        ],
                    )
                ),
                name="rulebook_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_model", False), ("owner", None), _connector="OR"),
                name="a_model_belongs_to_nobody",
            ),
        ),
        migrations.AddConstraint(
            model_name="rulebook",
            constraint=models.UniqueConstraint(
                fields=("kind", "owner", "is_model"),
                name="one_rulebook_per_kind_and_owner",
                nulls_distinct=False,
            ),
        ),
        migrations.AddIndex(
            model_name="trace",
            index=models.Index(fields=["kept_until"], name="trace_by_end"),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("rulebook", "number"), name="version_number_is_used_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title_it", ""), _negated=True),
                    models.Q(("text_it", ""), _negated=True),
                ),
                name="version_says_something",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                condition=models.Q(("address_mark", ""), _negated=True),
                fields=["address_mark"],
                name="consent_by_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("party__isnull", False),
                    models.Q(("address_mark", ""), _negated=True),
                    _connector="OR",
                ),
                name="consent_says_whose_it_is",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["web", "counter", "paper", "import", "offline"])
                ),
                name="consent_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.UniqueConstraint(
                condition=models.Q(("subject_id__isnull", False)),
                fields=("version", "subject_id"),
                name="consent_is_given_once_about_one_thing",
            ),
        ),
        migrations.AddConstraint(
            model_name="withdrawal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["web", "counter", "paper", "import", "offline"])
                ),
                name="withdrawal_channel_is_known",
            ),
        ),
    ]
