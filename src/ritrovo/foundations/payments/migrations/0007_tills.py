"""Where money rests before the bank: tills, slips, handovers, deposits, differences."""

import django.db.models.deletion
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    """Payments may come on other rails, into a till, with a fee."""

    dependencies = [
        ("ledger", "0003_ceilings"),
        ("payments", "0006_receipts_can_be_emptied"),
        ("people", "0007_requests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Deposit",
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
                ("cents", models.BigIntegerField()),
                ("taken_on", models.DateField()),
                ("announced_at", models.DateTimeField(null=True)),
                ("matched_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Difference",
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
                ("cents", models.BigIntegerField()),
                (
                    "noticed_by",
                    models.CharField(
                        choices=[
                            ("count", "contando"),
                            ("giving", "consegnando"),
                            ("receiving", "ricevendo"),
                            ("bank", "versando in banca"),
                        ],
                        max_length=10,
                    ),
                ),
                ("noticed_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                (
                    "closing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("found", "soldi ritrovati e rimessi in cassa"),
                            ("explained", "spiegata: mancava una registrazione"),
                            ("fee", "erano commissioni"),
                            ("change", "resto sbagliato: chiusa in perdita o in avanzo"),
                            ("stolen", "furto denunciato: chiusa in perdita"),
                            ("unknown", "non si sa: chiusa in perdita o in avanzo"),
                        ],
                        max_length=10,
                    ),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                ("undone_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Slip",
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
                ("practice", models.CharField(max_length=40)),
                ("subject_id", models.UUIDField()),
                ("cents", models.BigIntegerField()),
                ("received_on", models.DateField()),
                ("issued_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("snapshot", models.JSONField()),
                ("locked_until", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="SlipSeries",
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
                ("year", models.PositiveIntegerField()),
                ("last_number", models.PositiveIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="SlipVoid",
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
                    "reason",
                    models.CharField(
                        choices=[
                            ("mistaken", "scritto per errore"),
                            ("twice", "scritto due volte"),
                            ("given_back", "i soldi sono stati ridati subito"),
                        ],
                        max_length=12,
                    ),
                ),
                ("voided_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Till",
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
                            ("box", "cassetta dei contanti"),
                            ("satispay", "Satispay"),
                            ("paypal", "PayPal"),
                            ("card", "terminale POS"),
                            ("cheques", "assegni"),
                            ("postal_slips", "bollettini postali"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("retired_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TillHandover",
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
                ("expected_cents", models.BigIntegerField()),
                ("counted_cents", models.BigIntegerField()),
                ("given_cents", models.BigIntegerField()),
                ("given_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("received_cents", models.BigIntegerField(null=True)),
                ("received_at", models.DateTimeField(null=True)),
                (
                    "received_how",
                    models.CharField(
                        blank=True,
                        choices=[("login", "dal suo accesso"), ("paper", "firmando il foglio")],
                        max_length=8,
                    ),
                ),
                ("taken_back_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="TillHolding",
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
                ("since", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("until", models.DateTimeField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="payment",
            name="payment_rail_is_known",
        ),
        migrations.AddField(
            model_name="payment",
            name="fee_cents",
            field=models.BigIntegerField(default=0),
        ),
        migrations.AlterField(
            model_name="payment",
            name="rail",
            field=models.CharField(
                choices=[
                    ("bank_transfer", "bonifico"),
                    ("cash", "contanti"),
                    ("satispay", "Satispay"),
                    ("paypal", "PayPal"),
                    ("card", "carta, con il POS"),
                    ("cheque", "assegno"),
                    ("postal_slip", "bollettino postale"),
                ],
                max_length=16,
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="announced_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="bank_account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deposits",
                to="people.bankaccount",
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="line",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deposits",
                to="payments.bankline",
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="matched_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="closed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="deposit",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="payments.deposit",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="issued_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="payment",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slip",
                to="payments.payment",
            ),
        ),
        migrations.AddField(
            model_name="slip",
            name="series",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slips",
                to="payments.slipseries",
            ),
        ),
        migrations.AddField(
            model_name="slipvoid",
            name="slip",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="void", to="payments.slip"
            ),
        ),
        migrations.AddField(
            model_name="slipvoid",
            name="voided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="account",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="opened_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tills",
                to="people.organisation",
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="transit",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="unexplained",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
            ),
        ),
        migrations.AddField(
            model_name="slipseries",
            name="till",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slip_series",
                to="payments.till",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="till",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="payments.till",
            ),
        ),
        migrations.AddField(
            model_name="deposit",
            name="till",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deposits",
                to="payments.till",
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="till",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="payments",
                to="payments.till",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "rail__in",
                        [
                            "bank_transfer",
                            "cash",
                            "satispay",
                            "paypal",
                            "card",
                            "cheque",
                            "postal_slip",
                        ],
                    )
                ),
                name="payment_rail_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fee_cents", 0),
                    models.Q(
                        ("fee_cents__gt", 0),
                        ("fee_cents__lt", models.F("cents")),
                        ("till__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="payment_fee_is_part_of_it",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("till", None), ("line", None), _connector="OR"),
                name="payment_came_on_one_way",
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="given_recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="giver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="into",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="arrivals",
                to="payments.till",
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="received_recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="receiver",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="tillhandover",
            name="till",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="handovers",
                to="payments.till",
            ),
        ),
        migrations.AddField(
            model_name="difference",
            name="handover",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="differences",
                to="payments.tillhandover",
            ),
        ),
        migrations.AddField(
            model_name="tillholding",
            name="holder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="tillholding",
            name="till",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="holdings",
                to="payments.till",
            ),
        ),
        migrations.AddIndex(
            model_name="slip",
            index=models.Index(fields=["practice", "subject_id"], name="slip_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.UniqueConstraint(
                fields=("series", "number"), name="slip_number_is_used_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="slip",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0)), name="slip_is_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="slipvoid",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__in", ["mistaken", "twice", "given_back"])),
                name="slip_void_reason_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at", None)),
                fields=("organisation", "name"),
                name="till_has_a_name_of_its_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="till",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["box", "satispay", "paypal", "card", "cheques", "postal_slips"])
                ),
                name="till_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="slipseries",
            constraint=models.UniqueConstraint(
                fields=("till", "year"), name="one_slip_series_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)),
                fields=("line",),
                name="bank_line_empties_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0)), name="deposit_takes_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="deposit",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("announced_at__isnull", False), ("line__isnull", False), _connector="OR"
                ),
                name="deposit_is_announced_or_matched",
            ),
        ),
        migrations.AddIndex(
            model_name="tillhandover",
            index=models.Index(fields=["into", "given_at"], name="handover_by_till"),
        ),
        migrations.AddConstraint(
            model_name="tillhandover",
            constraint=models.UniqueConstraint(
                condition=models.Q(("received_at", None), ("taken_back_at", None)),
                fields=("till",),
                name="till_is_handed_over_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="tillhandover",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver", models.F("receiver")), _negated=True),
                name="handover_is_between_two",
            ),
        ),
        migrations.AddConstraint(
            model_name="tillhandover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("given_cents__gte", 0), ("given_cents__lte", models.F("counted_cents"))
                ),
                name="handover_gives_what_was_counted",
            ),
        ),
        migrations.AddConstraint(
            model_name="tillhandover",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("received_at", None), ("received_cents__gte", 0), _connector="OR"
                ),
                name="handover_received_is_counted",
            ),
        ),
        migrations.AddIndex(
            model_name="difference",
            index=models.Index(fields=["till", "closed_at"], name="difference_open"),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents", 0), _negated=True), name="difference_is_not_zero"
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(("noticed_by__in", ["count", "giving", "receiving", "bank"])),
                name="difference_noticed_by_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="difference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closing", "")),
                    ("closing__in", ["found", "explained", "fee", "change", "stolen", "unknown"]),
                    _connector="OR",
                ),
                name="difference_closing_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="tillholding",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)), fields=("till",), name="till_is_in_one_hand"
            ),
        ),
    ]
