"""Preparation, ambassadors and targets: their tables, their states, and what the database keeps."""

import django.db.models.deletion
import django.db.models.functions.text
import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids
from django.db import migrations, models


FORWARD = """
    INSERT INTO campaigns_transition (name, source, target) VALUES
        ('prepare', 'draft', 'preparing'),
        ('submit', 'preparing', 'in_review'),
        ('return_to_preparation', 'in_review', 'preparing'),
        ('cancel', 'preparing', 'cancelled');

    -- As in 0002, with the targets: what people were told to aim at stays what it was.
    CREATE OR REPLACE FUNCTION campaigns_keep_substance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL AND (
            NEW.title, NEW.kind, NEW.category_id, NEW.ecosystem_id, NEW.promoter_id,
            NEW.beneficiary_id, NEW.municipality_id, NEW.funding_rule, NEW.consequence,
            NEW.consequence_text, NEW.minimum_cents, NEW.optimum_cents, NEW.opens_on,
            NEW.closes_on, NEW.collection_days, NEW.slug, NEW.published_at,
            NEW.promised_account_id, NEW.collected_account_id, NEW.held_account_id,
            NEW.target_people, NEW.target_companions, NEW.target_needs, NEW.target_handovers
        ) IS DISTINCT FROM (
            OLD.title, OLD.kind, OLD.category_id, OLD.ecosystem_id, OLD.promoter_id,
            OLD.beneficiary_id, OLD.municipality_id, OLD.funding_rule, OLD.consequence,
            OLD.consequence_text, OLD.minimum_cents, OLD.optimum_cents, OLD.opens_on,
            OLD.closes_on, OLD.collection_days, OLD.slug, OLD.published_at,
            OLD.promised_account_id, OLD.collected_account_id, OLD.held_account_id,
            OLD.target_people, OLD.target_companions, OLD.target_needs, OLD.target_handovers
        ) THEN
            RAISE EXCEPTION 'a published campaign keeps its substance' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'published_campaign_is_frozen';
        END IF;
        RETURN NEW;
    END $$;

    ALTER TABLE campaigns_pledge ADD CONSTRAINT ambassador_is_of_the_campaign
        FOREIGN KEY (campaign_id, ambassador_id)
        REFERENCES campaigns_ambassador (campaign_id, id);

    INSERT INTO campaigns_checklistitem (code, place, text_it, text_en, valid_from, source) VALUES
        ('change', 10, 'In una frase diciamo che cosa cambia, e per chi',
            'In one sentence we say what changes, and for whom',
            DATE '2020-01-01', 'House rule: who cannot say it cannot be asked about it'),
        ('quotes', 20, 'Ogni voce di spesa ha un preventivo o un prezzo che si può mostrare',
            'Every budget line has a quote or a price one can show',
            DATE '2020-01-01', 'House rule: the report compares expenses with these lines'),
        ('account', 30, 'Il conto è intestato a chi riceve, e la banca l''ha scritto',
            'The account is in the name of who receives, and the bank wrote so',
            DATE '2020-01-01', 'House rule: the reviewer looks at the bank''s paper'),
        ('releases', 40, 'Chi si riconosce nelle foto ha firmato; per chi è minorenne, i genitori',
            'Whoever can be recognised in the pictures signed; for minors, their parents',
            DATE '2020-01-01', 'Art. 96 L. 633/1941; art. 8 Reg. (EU) 2016/679'),
        ('callers', 50, 'Ognuno dei primi sostenitori ha una persona che lo chiama',
            'Each of the first supporters has somebody who calls them',
            DATE '2020-01-01', 'House rule: a list nobody calls brings nobody'),
        ('ambassadors', 60, 'Chi fa passaparola ha il suo link, o il suo codice stampato',
            'Whoever spreads the word has a link, or a printed code',
            DATE '2020-01-01', 'House rule: so the people they bring are counted'),
        ('paper', 70, 'C''è un posto dove si promette su carta: uno sportello, un bar, una bottega',
            'There is a place to promise on paper: a counter, a bar, a shop',
            DATE '2020-01-01', 'House rule: nobody is left out for want of an e-mail address'),
        ('answers', 80, 'Qualcuno risponde alle domande entro un giorno',
            'Somebody answers questions within a day',
            DATE '2020-01-01', 'House rule: who asks today decides today'),
        ('stories', 90, 'Sappiamo che cosa raccontare nelle prime due settimane',
            'We know what to tell in the first two weeks',
            DATE '2020-01-01', 'House rule: news bring back who only looked'),
        ('keepers', 100, 'Sappiamo a chi consegneremo quello che nasce, e che lo vuole curare',
            'We know to whom we will hand over what is born, and that they want to keep it',
            DATE '2020-01-01', 'House rule: the second victory waits for their yes');

    INSERT INTO kernel_parameter (id, code, value, valid_from, source) VALUES
        (gen_random_uuid(), 'campaigns.first_supporters_per_cent', 30, DATE '2020-01-01',
            'House rule: with less than three tenths known before, the first week stands still'),
        (gen_random_uuid(), 'campaigns.notice_days', 365, DATE '2020-01-01',
            'Art. 5 GDPR, storage limitation: who waited a year for an opening waits no more');
"""
REVERSE = """
    DELETE FROM kernel_parameter
        WHERE code IN ('campaigns.first_supporters_per_cent', 'campaigns.notice_days');
    DELETE FROM campaigns_checklistitem;
    ALTER TABLE campaigns_pledge DROP CONSTRAINT ambassador_is_of_the_campaign;
    CREATE OR REPLACE FUNCTION campaigns_keep_substance() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.published_at IS NOT NULL AND (
            NEW.title, NEW.kind, NEW.category_id, NEW.ecosystem_id, NEW.promoter_id,
            NEW.beneficiary_id, NEW.municipality_id, NEW.funding_rule, NEW.consequence,
            NEW.consequence_text, NEW.minimum_cents, NEW.optimum_cents, NEW.opens_on,
            NEW.closes_on, NEW.collection_days, NEW.slug, NEW.published_at,
            NEW.promised_account_id, NEW.collected_account_id, NEW.held_account_id
        ) IS DISTINCT FROM (
            OLD.title, OLD.kind, OLD.category_id, OLD.ecosystem_id, OLD.promoter_id,
            OLD.beneficiary_id, OLD.municipality_id, OLD.funding_rule, OLD.consequence,
            OLD.consequence_text, OLD.minimum_cents, OLD.optimum_cents, OLD.opens_on,
            OLD.closes_on, OLD.collection_days, OLD.slug, OLD.published_at,
            OLD.promised_account_id, OLD.collected_account_id, OLD.held_account_id
        ) THEN
            RAISE EXCEPTION 'a published campaign keeps its substance' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'published_campaign_is_frozen';
        END IF;
        RETURN NEW;
    END $$;
    DELETE FROM campaigns_transition
        WHERE name IN ('prepare', 'return_to_preparation') OR 'preparing' IN (source, target);
"""


class Migration(migrations.Migration):
    """Add what a campaign is before it opens."""

    dependencies = [
        ("agreements", "0003_form_address"),
        ("campaigns", "0008_released"),
        ("contributions", "0006_tallies"),
        ("ecosystems", "0001_initial"),
        ("ledger", "0002_books"),
        ("payments", "0005_kept_choices"),
        ("people", "0007_requests"),
        ("places", "0002_ends"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ambassador",
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
                ("name", models.CharField(max_length=100)),
                ("contact", models.CharField(blank=True, max_length=120)),
                ("code", models.CharField(max_length=8, unique=True)),
                ("key", models.UUIDField(unique=True)),
                ("made_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="ChecklistItem",
            fields=[
                ("code", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("text_it", models.CharField(max_length=200)),
                ("text_en", models.CharField(max_length=200)),
                ("place", models.PositiveIntegerField(default=0)),
                ("valid_from", models.DateField()),
                ("valid_until", models.DateField(null=True)),
                ("source", models.CharField(max_length=300)),
            ],
            options={
                "ordering": ["place", "code"],
            },
        ),
        migrations.CreateModel(
            name="ChecklistTick",
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
                ("ticked_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("unticked_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="FirstSupporter",
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
                ("name", models.CharField(max_length=100)),
                ("contact", models.CharField(blank=True, max_length=120)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                ("expected_cents", models.BigIntegerField(default=0)),
                ("caller", models.CharField(blank=True, max_length=100)),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("to_call", "da chiamare"),
                            ("yes", "chiamata: sì"),
                            ("later", "chiamata: più avanti"),
                            ("no", "chiamata: no"),
                            ("promised", "ha promesso"),
                        ],
                        default="to_call",
                        max_length=8,
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("added_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="NoticeRequest",
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
                ("email", models.EmailField(max_length=254)),
                ("language", models.CharField(default="it", max_length=5)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("asked_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("confirmed_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="Preparation",
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
                ("begun_at", models.DateTimeField(default=ritrovo.foundations.kernel.clock.now)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Tutor",
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
            model_name="campaign",
            name="campaign_status_is_known",
        ),
        migrations.RemoveConstraint(
            model_name="campaign",
            name="published_campaign_has_its_accounts",
        ),
        migrations.RemoveConstraint(
            model_name="campaign",
            name="all_or_nothing_has_a_minimum",
        ),
        migrations.AddField(
            model_name="campaign",
            name="target_companions",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="campaign",
            name="target_handovers",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="campaign",
            name="target_needs",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="campaign",
            name="target_people",
            field=models.PositiveIntegerField(default=0),
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
                        ],
                    )
                ),
                name="campaign_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "preparing", "in_review", "cancelled")),
                    models.Q(
                        ("collected_account__isnull", False),
                        ("held_account__isnull", False),
                        ("promised_account__isnull", False),
                        ("published_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="published_campaign_has_its_accounts",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("status__in", ("draft", "preparing", "in_review", "cancelled")),
                    models.Q(("funding_rule", "all_or_nothing"), _negated=True),
                    ("minimum_cents__gt", 0),
                    _connector="OR",
                ),
                name="all_or_nothing_has_a_minimum",
            ),
        ),
        migrations.AddField(
            model_name="ambassador",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ambassadors",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="ambassador",
            name="made_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="ambassador",
            name="party",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="needoffer",
            name="ambassador",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="offers",
                to="campaigns.ambassador",
            ),
        ),
        migrations.AddField(
            model_name="pledge",
            name="ambassador",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pledges",
                to="campaigns.ambassador",
            ),
        ),
        migrations.AddIndex(
            model_name="needoffer",
            index=models.Index(
                condition=models.Q(("ambassador__isnull", False)),
                fields=["ambassador"],
                name="offer_by_ambassador",
            ),
        ),
        migrations.AddIndex(
            model_name="pledge",
            index=models.Index(
                condition=models.Q(("ambassador__isnull", False)),
                fields=["ambassador"],
                name="pledge_by_ambassador",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklistitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None),
                    ("valid_until__gt", models.F("valid_from")),
                    _connector="OR",
                ),
                name="checklist_item_ends_after_it_begins",
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
            name="item",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="campaigns.checklistitem",
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
            name="ticked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
            name="unticked_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="firstsupporter",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="firstsupporter",
            name="answered_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="firstsupporter",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="first_supporters",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="noticerequest",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notice_requests",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="preparation",
            name="begun_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="preparation",
            name="campaign",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="preparation",
                to="campaigns.campaign",
            ),
        ),
        migrations.AddField(
            model_name="checklisttick",
            name="preparation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="ticks",
                to="campaigns.preparation",
            ),
        ),
        migrations.AddField(
            model_name="tutor",
            name="named_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AddField(
            model_name="tutor",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.party"
            ),
        ),
        migrations.AddField(
            model_name="tutor",
            name="preparation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tutors",
                to="campaigns.preparation",
            ),
        ),
        migrations.AddConstraint(
            model_name="ambassador",
            constraint=models.UniqueConstraint(
                fields=("campaign", "id"), name="ambassador_of_one_campaign"
            ),
        ),
        migrations.AddConstraint(
            model_name="ambassador",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None), ("party__isnull", False)),
                fields=("campaign", "party"),
                name="person_is_ambassador_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="firstsupporter",
            constraint=models.CheckConstraint(
                condition=models.Q(("expected_cents__gte", 0)),
                name="expected_sum_is_not_below_zero",
            ),
        ),
        migrations.AddConstraint(
            model_name="firstsupporter",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["to_call", "yes", "later", "no", "promised"])),
                name="supporter_outcome_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="noticerequest",
            index=models.Index(
                django.db.models.functions.text.Upper("email"),
                condition=models.Q(("confirmed_at", None)),
                name="notice_unopened_by_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="noticerequest",
            constraint=models.UniqueConstraint(
                models.F("campaign"),
                django.db.models.functions.text.Upper("email"),
                name="address_asks_once_for_a_campaign",
            ),
        ),
        migrations.AddConstraint(
            model_name="checklisttick",
            constraint=models.UniqueConstraint(
                condition=models.Q(("unticked_at", None)),
                fields=("preparation", "item"),
                name="item_is_ticked_once",
            ),
        ),
        migrations.AddIndex(
            model_name="tutor",
            index=models.Index(
                condition=models.Q(("until", None)), fields=["person"], name="tutor_by_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="tutor",
            constraint=models.UniqueConstraint(
                condition=models.Q(("until", None)),
                fields=("preparation",),
                name="one_tutor_at_a_time",
            ),
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
