"""Expenses with their papers, the report's words, and the voices of the cash statement."""

import django.db.models.deletion
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models

FORWARD = """
    SELECT make_append_only('campaigns_expense');

    INSERT INTO campaigns_transition (name, source, target) VALUES
        ('report', 'won', 'reported'),
        ('report', 'short', 'reported'),
        ('report', 'closed', 'reported');

    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('campaigns.report_difference_percent', 10,
            'House rule: within a tenth a price moved, beyond it something changed'),
        ('campaigns.report_due_days', 180,
            'Art. 48 c. 3 D.Lgs. 117/2017: statements of collections are filed within 180 days')
    ) AS seeded (code, value, source);

    -- An expense stands in the budget of its own campaign; a reversal mirrors one that stands.
    CREATE FUNCTION campaigns_check_expense() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NOT EXISTS (
            SELECT 1 FROM campaigns_budgetline
            WHERE id = NEW.line_id AND campaign_id = NEW.campaign_id
        ) THEN
            RAISE EXCEPTION 'the line is of another campaign' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'expense_is_for_its_budget';
        END IF;
        IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM campaigns_expense e
            WHERE e.id = NEW.reverses_id AND e.reverses_id IS NULL
                AND (e.campaign_id, e.line_id, e.cents, e.nature)
                    = (NEW.campaign_id, NEW.line_id, NEW.cents, NEW.nature)
        ) THEN
            RAISE EXCEPTION 'a reversal mirrors an expense' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'expense_reversal_mirrors';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER expense_is_checked BEFORE INSERT ON campaigns_expense
        FOR EACH ROW EXECUTE FUNCTION campaigns_check_expense();

    CREATE FUNCTION campaigns_keep_report() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.reported_at IS NOT NULL AND (NEW.what_we_did, NEW.reported_at, NEW.campaign_id)
            IS DISTINCT FROM (OLD.what_we_did, OLD.reported_at, OLD.campaign_id) THEN
            RAISE EXCEPTION 'a closed report keeps its words' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'closed_report_keeps_its_words';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER closed_report_keeps_its_words BEFORE UPDATE ON campaigns_campaignreport
        FOR EACH ROW EXECUTE FUNCTION campaigns_keep_report();

    -- Words already said stay; a correction after the close may still need new ones.
    CREATE FUNCTION campaigns_keep_difference() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM campaigns_budgetline l
            JOIN campaigns_campaignreport r ON r.campaign_id = l.campaign_id
            WHERE l.id = OLD.line_id AND r.reported_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'a closed report keeps its words' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'closed_report_keeps_its_words';
        END IF;
        RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER closed_report_keeps_its_words BEFORE UPDATE OR DELETE ON campaigns_linedifference
        FOR EACH ROW EXECUTE FUNCTION campaigns_keep_difference();

    INSERT INTO campaigns_voice (id, code, name, is_income, valid_from, source)
    SELECT gen_random_uuid(), code, name, is_income, DATE '2021-01-01',
        'DM 5/3/2020, Modello D (rendiconto per cassa)'
    FROM (VALUES
        ('A.E1', 'Entrate da quote associative e apporti dei fondatori', true),
        ('A.E2', 'Entrate dagli associati per attività mutuali', true),
        ('A.E3', 'Entrate per prestazioni e cessioni ad associati e fondatori', true),
        ('A.E4', 'Erogazioni liberali', true),
        ('A.E5', 'Entrate del 5 per mille', true),
        ('A.E6', 'Contributi da soggetti privati', true),
        ('A.E7', 'Entrate per prestazioni e cessioni a terzi', true),
        ('A.E8', 'Contributi da enti pubblici', true),
        ('A.E9', 'Entrate da contratti con enti pubblici', true),
        ('A.E10', 'Altre entrate', true),
        ('C.E1', 'Entrate da raccolte fondi abituali', true),
        ('C.E2', 'Entrate da raccolte fondi occasionali', true),
        ('C.E3', 'Altre entrate di raccolta fondi', true),
        ('A.U1', 'Materie prime, sussidiarie, di consumo e di merci', false),
        ('A.U2', 'Servizi', false),
        ('A.U3', 'Godimento di beni di terzi', false),
        ('A.U4', 'Personale', false),
        ('A.U5', 'Uscite diverse di gestione', false),
        ('C.U1', 'Uscite per raccolte fondi abituali', false),
        ('C.U2', 'Uscite per raccolte fondi occasionali', false),
        ('C.U3', 'Altre uscite di raccolta fondi', false),
        ('D.U1', 'Uscite su rapporti bancari', false)
    ) AS seeded (code, name, is_income);

    INSERT INTO campaigns_voiceuse (id, origin, voice_id, valid_from, source)
    SELECT gen_random_uuid(), origin, v.id, DATE '2021-01-01', seeded.source FROM (VALUES
        ('gift', 'A.E4', 'DM 5/3/2020, glossario: erogazioni liberali'),
        ('collective', 'C.E2', 'DM 5/3/2020, glossario: raccolte fondi occasionali'),
        ('public_money', 'A.E8', 'DM 5/3/2020, glossario: contributi da enti pubblici'),
        ('goods', 'A.U1', 'DM 5/3/2020, schema: acquisti'),
        ('services', 'A.U2', 'DM 5/3/2020, schema: servizi'),
        ('rent', 'A.U3', 'DM 5/3/2020, schema: godimento di beni di terzi'),
        ('fee', 'D.U1', 'DM 5/3/2020, schema: commissioni di chi muove il denaro')
    ) AS seeded (origin, code, source)
    JOIN campaigns_voice v ON v.code = seeded.code;
"""
REVERSE = """
    DELETE FROM campaigns_voiceuse;
    DELETE FROM campaigns_voice;
    DROP FUNCTION campaigns_keep_difference() CASCADE;
    DROP FUNCTION campaigns_keep_report() CASCADE;
    DROP FUNCTION campaigns_check_expense() CASCADE;
    DELETE FROM kernel_parameter WHERE code LIKE 'campaigns.report_%';
    DELETE FROM campaigns_transition WHERE name = 'report';
    DROP TRIGGER is_append_only ON campaigns_expense;
    DROP TRIGGER is_never_truncated ON campaigns_expense;
"""


class Migration(migrations.Migration):
    """Add the tables of the report, its state, and what the database refuses of it."""

    dependencies = [
        ("campaigns", "0012_collective"),
        ("ecosystems", "0001_initial"),
        ("ledger", "0003_ceilings"),
        ("payments", "0008_slips"),
        ("people", "0007_requests"),
        ("places", "0002_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignReport",
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
                ("what_we_did", models.TextField(blank=True)),
                ("reported_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Expense",
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
                ("key", models.UUIDField(unique=True)),
                (
                    "nature",
                    models.CharField(
                        choices=[
                            ("goods", "acquisto di beni"),
                            ("services", "acquisto di servizi"),
                            ("rent", "noleggi, affitti, attrezzature"),
                            ("promotion", "spese per far conoscere la raccolta"),
                            ("work", "lavoro dipendente o autonomo"),
                            ("volunteers", "rimborsi a chi fa volontariato"),
                            ("other", "altre spese"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "document_kind",
                    models.CharField(
                        choices=[
                            ("invoice", "fattura"),
                            ("receipt", "ricevuta o scontrino"),
                            ("payslip", "busta paga o nota di prestazione"),
                            ("refund_note", "nota spese di chi fa volontariato"),
                            ("bank_note", "addebito della banca o della posta"),
                            ("other", "altro documento"),
                        ],
                        max_length=11,
                    ),
                ),
                ("document_number", models.CharField(max_length=40)),
                ("document_date", models.DateField()),
                ("supplier", models.CharField(max_length=120)),
                ("supplier_is_person", models.BooleanField(default=False)),
                ("cents", models.BigIntegerField()),
                ("paid_on", models.DateField()),
                ("file", models.FileField(blank=True, upload_to="private/expenses/")),
                ("reason", models.CharField(blank=True, max_length=200)),
                ("recorded_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
            ],
            options={
                "ordering": ["paid_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="ExpenseDebit",
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
                ("tied_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LineDifference",
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
                ("words", models.CharField(max_length=600)),
            ],
        ),
        migrations.CreateModel(
            name="ReportPicture",
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
            ],
            options={
                "ordering": ["picture__place", "id"],
            },
        ),
        migrations.CreateModel(
            name="Voice",
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
                ("code", models.CharField(max_length=8)),
                ("name", models.CharField(max_length=160)),
                ("is_income", models.BooleanField()),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="VoiceUse",
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
                ("origin", models.CharField(max_length=20)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=200)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="campaign",
            name="campaign_status_is_known",
        ),
        migrations.AlterField(
            model_name="campaign",
            name="status",
            field=models.CharField(
                choices=[
                    ("draft", "bozza"),
                    ("preparing", "in preparazione"),
                    ("in_review", "in revisione"),
                    ("published", "aperta"),
                    ("suspended", "sospesa"),
                    ("cancelled", "annullata"),
                    ("succeeded", "obiettivo raggiunto"),
                    ("failed", "non ha raggiunto l'obiettivo"),
                    ("closed", "chiusa"),
                    ("collecting", "stiamo raccogliendo i soldi promessi"),
                    ("won", "vinta"),
                    ("short", "arrivato meno del minimo"),
                    ("reported", "rendicontata"),
                ],
                default="draft",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "draft",
                            "preparing",
                            "in_review",
                            "published",
                            "suspended",
                            "cancelled",
                            "succeeded",
                            "failed",
                            "closed",
                            "collecting",
                            "won",
                            "short",
                            "reported",
                        ],
                    )
                ),
                name="campaign_status_is_known",
            ),
        ),
        migrations.AddField(
            model_name="campaignreport",
            name="campaign",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="report",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="campaignreport",
            name="reported_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="campaignreport",
            name="spent_account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.account"
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="expenses",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="journal",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="ledger.journal"
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="expenses",
                to="campaigns.budgetline",
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="expense",
            name="reverses",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reversed_by",
                to="campaigns.expense",
            ),
        ),
        migrations.AddField(
            model_name="expensedebit",
            name="expense",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="debit",
                to="campaigns.expense",
            ),
        ),
        migrations.AddField(
            model_name="expensedebit",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="payments.bankline",
            ),
        ),
        migrations.AddField(
            model_name="expensedebit",
            name="tied_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="linedifference",
            name="line",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="difference",
                to="campaigns.budgetline",
            ),
        ),
        migrations.AddField(
            model_name="reportpicture",
            name="picture",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="shown_in_report",
                to="campaigns.picture",
            ),
        ),
        migrations.AddField(
            model_name="reportpicture",
            name="report",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="shown",
                to="campaigns.campaignreport",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.UniqueConstraint(
                fields=("code", "valid_from"), name="voice_begins_once"
            ),
        ),
        migrations.AddField(
            model_name="voiceuse",
            name="voice",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="uses",
                to="campaigns.voice",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignreport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reported_at", None),
                    models.Q(("what_we_did", ""), _negated=True),
                    _connector="OR",
                ),
                name="report_says_what_was_done",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(("cents__gt", 0)), name="expense_costs_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "nature__in",
                        ["goods", "services", "rent", "promotion", "work", "volunteers", "other"],
                    )
                ),
                name="expense_nature_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "document_kind__in",
                        ["invoice", "receipt", "payslip", "refund_note", "bank_note", "other"],
                    ),
                    models.Q(("document_number", ""), _negated=True),
                    models.Q(("supplier", ""), _negated=True),
                ),
                name="expense_has_its_paper",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses", None), models.Q(("reason", ""), _negated=True), _connector="OR"
                ),
                name="reversal_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="expense",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("reverses", None),
                    models.Q(("reverses", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="nothing_reverses_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="linedifference",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True), name="difference_is_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="voiceuse",
            constraint=models.UniqueConstraint(
                fields=("origin", "valid_from"), name="voice_use_begins_once"
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
