"""The year's end: summaries sent, advantages from public bodies, terms and thresholds."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

PROTECT = django.db.models.deletion.PROTECT
FORWARD = """
    SELECT make_append_only('payments_yearlysummary');
    SELECT make_append_only('payments_publicadvantage');
    SELECT make_append_only('payments_publicadvantagevoid');

    INSERT INTO kernel_parameter (id, code, value, valid_from, valid_until, source) VALUES
        (gen_random_uuid(), 'payments.yearly_month', 3, '2000-01-01', NULL,
         'DM MEF 1/3/2024 e Provv. AdE 83793 del 4/3/2024: entro il 16 marzo dell''anno dopo'),
        (gen_random_uuid(), 'payments.yearly_day', 16, '2000-01-01', NULL,
         'DM MEF 1/3/2024 e Provv. AdE 83793 del 4/3/2024: entro il 16 marzo dell''anno dopo'),
        (gen_random_uuid(), 'payments.yearly_duty_above_cents', 22000000, '2000-01-01',
         '2026-01-01',
         'DM MEF 1/3/2024: obbligo sopra 220.000 € di entrate nel bilancio approvato nell''anno'),
        (gen_random_uuid(), 'payments.yearly_duty_above_cents', 0, '2026-01-01', NULL,
         'Primo anno del regime fiscale degli ETS: si intende che lo siano tutti gli enti '
         'dell''art. 83; da confermare con chi fa il commercialista'),
        (gen_random_uuid(), 'payments.recurring_days', 2, '2000-01-01', NULL,
         'Regola della casa: è continuativo chi ha donato in almeno due giorni fra l''anno e quello '
         'prima; il decreto non dice quanti'),
        (gen_random_uuid(), 'payments.advantages_from_cents', 1000000, '2000-01-01', NULL,
         'L. 124/2017, art. 1 c. 127: si pubblica se il totale dell''anno è di almeno 10.000 €'),
        (gen_random_uuid(), 'payments.advantages_month', 6, '2000-01-01', NULL,
         'L. 124/2017, art. 1 c. 125: entro il 30 giugno dell''anno dopo'),
        (gen_random_uuid(), 'payments.advantages_day', 30, '2000-01-01', NULL,
         'L. 124/2017, art. 1 c. 125: entro il 30 giugno dell''anno dopo');
"""
REVERSE = """
    DELETE FROM kernel_parameter WHERE code IN ('payments.yearly_month', 'payments.yearly_day',
        'payments.yearly_duty_above_cents', 'payments.recurring_days',
        'payments.advantages_from_cents', 'payments.advantages_month', 'payments.advantages_day');
"""


def own_id() -> models.UUIDField:
    """Give the id every row of ours has."""
    return models.UUIDField(
        default=ritrovo.foundations.kernel.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )


def link(to: str, name: str, **options: object) -> models.ForeignKey:
    """Give a relation that keeps what it points at."""
    return models.ForeignKey(on_delete=PROTECT, related_name=name, to=to, **options)


def now() -> models.DateTimeField:
    """Give a moment that is now unless told."""
    return models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)


class Migration(migrations.Migration):
    """Rows that never change, and numbers that laws change, with their source."""

    dependencies = [("payments", "0008_slips"), ("kernel", "0002_parameters")]
    operations = [
        migrations.CreateModel(
            name="YearlySummary",
            fields=[
                ("id", own_id()),
                ("year", models.PositiveIntegerField()),
                ("donor_key", models.CharField(max_length=64)),
                ("cents", models.BigIntegerField()),
                ("asked_at", now()),
                ("asked_by", link("people.party", "+", null=True)),
                ("beneficiary", link("people.organisation", "yearly_summaries")),
                ("donor", link("people.party", "yearly_summaries")),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["beneficiary", "year", "donor_key"], name="summary_is_sent_once"
                    ),
                    models.CheckConstraint(
                        condition=Q(cents__gt=0), name="summary_sums_up_something"
                    ),
                ]
            },
        ),
        migrations.CreateModel(
            name="PublicAdvantage",
            fields=[
                ("id", own_id()),
                ("payer_name", models.CharField(max_length=200)),
                ("cents", models.BigIntegerField()),
                ("received_on", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("in_kind", models.BooleanField(default=False)),
                ("key", models.UUIDField(unique=True)),
                ("recorded_at", now()),
                (
                    "corrects",
                    models.OneToOneField(
                        null=True,
                        on_delete=PROTECT,
                        related_name="corrected_by",
                        to="payments.publicadvantage",
                    ),
                ),
                ("payer", link("people.organisation", "given_advantages", null=True)),
                ("recipient", link("people.organisation", "public_advantages")),
                ("recorded_by", link("people.party", "+", null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["recipient", "received_on"], name="advantage_by_recipient")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(cents__gt=0), name="advantage_is_worth_something"
                    ),
                    models.CheckConstraint(
                        condition=~Q(payer_name="") & ~Q(reason=""),
                        name="advantage_says_whose_and_why",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PublicAdvantageVoid",
            fields=[
                ("id", own_id()),
                ("reason", models.CharField(max_length=200)),
                ("voided_at", now()),
                (
                    "advantage",
                    models.OneToOneField(
                        on_delete=PROTECT, related_name="void", to="payments.publicadvantage"
                    ),
                ),
                ("voided_by", link("people.party", "+", null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(condition=~Q(reason=""), name="advantage_void_says_why")
                ]
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
