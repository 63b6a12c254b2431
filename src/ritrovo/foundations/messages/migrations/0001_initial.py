"""Messages, preferences, bounces and stopped addresses."""

import django.db.models.deletion
from django.db import migrations, models

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("people", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Message",
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
                ("kind", models.CharField(max_length=60)),
                ("key", models.CharField(max_length=120)),
                ("address", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=5)),
                ("subject", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True)),
                ("html", models.TextField(blank=True)),
                ("template", models.CharField(blank=True, max_length=120)),
                ("context", models.JSONField(blank=True, default=dict)),
                (
                    "urgency",
                    models.CharField(
                        choices=[
                            ("at_once", "subito"),
                            ("digest", "una volta al giorno, tutto insieme"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "in partenza"),
                            ("sent", "partito"),
                            ("digested", "nel riepilogo del giorno"),
                            ("suppressed", "non inviato"),
                            ("failed", "non riuscito"),
                        ],
                        default="queued",
                        max_length=10,
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("unwanted", "non vuole questi messaggi"),
                            ("bounced", "l'indirizzo respinge la posta"),
                            ("complained", "ha segnalato la posta come indesiderata"),
                            ("by_hand", "fermato a mano"),
                        ],
                        max_length=12,
                    ),
                ),
                ("created_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("due_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("sent_at", models.DateTimeField(null=True)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("error", models.CharField(blank=True, max_length=300)),
                (
                    "digest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="collected",
                        to="ritrovo_messages.message",
                    ),
                ),
                (
                    "party",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.party",
                    ),
                ),
                (
                    "site",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.site",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Bounce",
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
                ("address", models.EmailField(max_length=254)),
                ("status", models.CharField(blank=True, max_length=12)),
                ("is_permanent", models.BooleanField()),
                ("diagnosis", models.CharField(blank=True, max_length=300)),
                (
                    "came_back_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                ("digest", models.CharField(max_length=64)),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="bounces",
                        to="ritrovo_messages.message",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Preference",
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
                ("address", models.EmailField(max_length=254)),
                ("kind", models.CharField(max_length=60)),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("at_once", "subito"),
                            ("digest", "una volta al giorno, tutto insieme"),
                            ("never", "mai"),
                        ],
                        max_length=8,
                    ),
                ),
                ("changed_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("address", "kind"), name="one_preference_per_address_and_kind"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("mode__in", ["at_once", "digest", "never"])),
                        name="preference_mode_is_known",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Suppression",
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
                ("address", models.EmailField(max_length=254)),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("unwanted", "non vuole questi messaggi"),
                            ("bounced", "l'indirizzo respinge la posta"),
                            ("complained", "ha segnalato la posta come indesiderata"),
                            ("by_hand", "fermato a mano"),
                        ],
                        max_length=12,
                    ),
                ),
                ("since", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("lifted_at", models.DateTimeField(null=True)),
                (
                    "lifted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="people.party",
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("state", "queued")),
                fields=["urgency", "due_at"],
                name="message_waiting",
            ),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["address", "created_at"], name="message_by_address"),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(fields=["state", "created_at"], name="message_by_state"),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.UniqueConstraint(
                fields=("kind", "key", "address"), name="never_two_messages_for_one_thing"
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("urgency__in", ["at_once", "digest"])),
                name="message_urgency_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["queued", "sent", "digested", "suppressed", "failed"])
                ),
                name="message_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at", None)),
                    _connector="OR",
                ),
                name="sent_message_says_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("digest__isnull", False), ("state", "digested")),
                    models.Q(models.Q(("state", "digested"), _negated=True), ("digest", None)),
                    _connector="OR",
                ),
                name="digested_message_names_its_digest",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "suppressed"), ("reason", ""), _connector="XOR"),
                name="stopped_message_says_why",
            ),
        ),
        migrations.AddIndex(
            model_name="bounce",
            index=models.Index(fields=["address"], name="bounce_by_address"),
        ),
        migrations.AddConstraint(
            model_name="bounce",
            constraint=models.UniqueConstraint(fields=("digest",), name="a_bounce_is_read_once"),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reason__in", ["unwanted", "bounced", "complained", "by_hand"])
                ),
                name="suppression_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="suppression",
            constraint=models.UniqueConstraint(
                condition=models.Q(("lifted_at", None)),
                fields=("address",),
                name="an_address_is_stopped_once",
            ),
        ),
    ]
