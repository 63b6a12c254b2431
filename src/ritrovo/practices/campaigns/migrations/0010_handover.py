"""What a campaign hands over, who keeps it, and what they say of it later."""

import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models
from django.db.models import Q

import ritrovo.foundations.kernel.clock
import ritrovo.foundations.kernel.ids

FORWARD = """
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('campaigns.keepers_needed', 2,
            'House rule: one keeper alone falls ill or moves away'),
        ('campaigns.handover_first_months', 6,
            'House rule: after half a year one sees whether it is used'),
        ('campaigns.handover_second_months', 12,
            'House rule: after a year one sees whether it lasts'),
        ('campaigns.handover_remind_days', 14,
            'House rule: who has not answered in two weeks is asked once more'),
        ('campaigns.handover_silence_days', 30,
            'House rule: after a month without a word we say that there was none')
    ) AS seeded (code, value, source);

    -- Whether a party is who promotes the campaign of a handover, the group it acts for, or
    -- somebody who holds a role there now, under whichever of its records.
    CREATE FUNCTION campaigns_is_of_the_promoter(handover uuid, party uuid) RETURNS boolean
    LANGUAGE sql STABLE AS $$
        SELECT EXISTS (
            SELECT 1 FROM campaigns_handover h JOIN campaigns_campaign c ON c.id = h.campaign_id
            WHERE h.id = handover AND (
                party_root(party) IN (party_root(c.promoter_id), party_root(c.on_behalf_of_id))
                OR EXISTS (
                    SELECT 1 FROM people_organisationrole r
                    WHERE r.organisation_id = c.promoter_id AND r.until IS NULL
                        AND party_root(r.person_id) = party_root(party)
                )
            )
        )
    $$;

    CREATE FUNCTION campaigns_check_keeper() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF campaigns_is_of_the_promoter(NEW.handover_id, NEW.party_id) THEN
            RAISE EXCEPTION 'the promoter is no keeper' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'keeper_is_not_the_promoter';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER keeper_is_not_the_promoter
        BEFORE INSERT OR UPDATE OF state, party_id ON campaigns_keeper
        FOR EACH ROW WHEN (NEW.state = 'accepted')
        EXECUTE FUNCTION campaigns_check_keeper();

    CREATE FUNCTION campaigns_check_answer() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        answering campaigns_keeper;
    BEGIN
        SELECT k.* INTO answering
        FROM campaigns_keeper k JOIN campaigns_handovercheck c ON c.handover_id = k.handover_id
        WHERE k.id = NEW.keeper_id AND c.id = NEW.term_id AND k.state = 'accepted';
        IF answering.id IS NULL THEN
            RAISE EXCEPTION 'keepers answer for what they keep' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'keeper_answers_for_their_handover';
        END IF;
        IF campaigns_is_of_the_promoter(answering.handover_id, answering.party_id) THEN
            RAISE EXCEPTION 'the promoter does not answer' USING
                ERRCODE = 'check_violation', CONSTRAINT = 'promoter_never_answers';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER promoter_never_answers BEFORE INSERT ON campaigns_checkanswer
        FOR EACH ROW EXECUTE FUNCTION campaigns_check_answer();

    CREATE FUNCTION campaigns_keep_deed() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF OLD.accepted_on IS NOT NULL AND (
            NEW.campaign_id, NEW.what, NEW.title, NEW.description, NEW.recipient, NEW.terms,
            NEW.terms_url, NEW.accepted_on
        ) IS DISTINCT FROM (
            OLD.campaign_id, OLD.what, OLD.title, OLD.description, OLD.recipient, OLD.terms,
            OLD.terms_url, OLD.accepted_on
        ) THEN
            RAISE EXCEPTION 'an accepted handover keeps its words' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'accepted_handover_is_frozen';
        END IF;
        RETURN NEW;
    END $$;
    CREATE TRIGGER accepted_handover_is_frozen BEFORE UPDATE ON campaigns_handover
        FOR EACH ROW EXECUTE FUNCTION campaigns_keep_deed();
"""
REVERSE = """
    DROP FUNCTION campaigns_keep_deed() CASCADE;
    DROP FUNCTION campaigns_check_answer() CASCADE;
    DROP FUNCTION campaigns_check_keeper() CASCADE;
    DROP FUNCTION campaigns_is_of_the_promoter(uuid, uuid);
    DELETE FROM kernel_parameter
    WHERE code = 'campaigns.keepers_needed' OR code LIKE 'campaigns.handover_%';
"""
CHANNELS = [
    ("web", "sito"),
    ("counter", "sportello"),
    ("paper", "carta"),
    ("import", "importato"),
    ("offline", "senza rete"),
]
PROTECT = django.db.models.deletion.PROTECT


def row_id() -> tuple[str, models.UUIDField]:
    """Give the id that every table has."""
    made = models.UUIDField(
        default=ritrovo.foundations.kernel.ids.new_id,
        editable=False,
        primary_key=True,
        serialize=False,
    )
    return ("id", made)


class Migration(migrations.Migration):
    """Add deeds, keepers, questions and answers, with what the database refuses of them."""

    dependencies = [
        ("campaigns", "0009_preparation"),
        ("contributions", "0006_tallies"),
        ("people", "0002_canonical_party"),
    ]
    operations = [
        migrations.CreateModel(
            name="Handover",
            fields=[
                row_id(),
                ("key", models.UUIDField(unique=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("project", "un progetto"),
                            ("idea", "un'idea"),
                            ("place", "un luogo"),
                            ("service", "un servizio"),
                            ("work", "un'opera"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("description", models.CharField(max_length=1000)),
                ("recipient", models.CharField(max_length=200)),
                ("terms", models.CharField(max_length=600)),
                ("terms_url", models.URLField(blank=True, max_length=300)),
                (
                    "written_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                ("accepted_on", models.DateField(null=True)),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="handovers", to="campaigns.campaign"
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(on_delete=PROTECT, related_name="+", to="people.party"),
                ),
            ],
            options={
                "ordering": ["written_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(what__in=["project", "idea", "place", "service", "work"]),
                        name="handover_kind_is_known",
                    ),
                    models.CheckConstraint(
                        condition=~Q(title="")
                        & ~Q(description="")
                        & ~Q(recipient="")
                        & ~Q(terms=""),
                        name="handover_says_what_to_whom_and_how",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Keeper",
            fields=[
                row_id(),
                ("key", models.UUIDField(unique=True)),
                ("given_name", models.CharField(max_length=100)),
                ("family_name", models.CharField(blank=True, max_length=100)),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("phone", models.CharField(blank=True, max_length=20)),
                (
                    "shown_as",
                    models.CharField(
                        choices=[
                            ("name", "con il nome"),
                            ("initials", "con le iniziali"),
                            ("anonymous", "in forma anonima"),
                        ],
                        default="anonymous",
                        max_length=9,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "non ha ancora risposto"),
                            ("accepted", "se ne prende cura"),
                            ("declined", "ha detto di no"),
                            ("withdrawn", "invito ritirato"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "invited_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                ("number", models.PositiveSmallIntegerField(null=True)),
                ("accepted_on", models.DateField(null=True)),
                ("place", models.CharField(blank=True, max_length=100)),
                ("channel", models.CharField(choices=CHANNELS, default="web", max_length=8)),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="keepers", to="campaigns.handover"
                    ),
                ),
                (
                    "party",
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
            ],
            options={
                "ordering": ["number", "invited_at", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(state__in=["invited", "accepted", "declined", "withdrawn"]),
                        name="keeper_state_is_known",
                    ),
                    models.CheckConstraint(
                        condition=~Q(state="accepted")
                        | Q(party__isnull=False, number__isnull=False, accepted_on__isnull=False),
                        name="keeper_who_accepted_is_somebody",
                    ),
                    models.CheckConstraint(
                        condition=~Q(channel="paper") | ~Q(place=""), name="paper_deed_says_where"
                    ),
                    models.UniqueConstraint(
                        fields=["handover", "party"], name="keeper_accepts_once"
                    ),
                    models.UniqueConstraint(
                        fields=["handover", "number"], name="keepers_are_numbered"
                    ),
                    models.UniqueConstraint(
                        models.F("handover"),
                        django.db.models.functions.text.Upper("email"),
                        condition=~Q(email="") & ~Q(state="withdrawn"),
                        name="keeper_has_an_own_address",
                    ),
                ],
                "indexes": [
                    models.Index(
                        django.db.models.functions.text.Upper("email"), name="keeper_by_address"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HandoverCheck",
            fields=[
                row_id(),
                ("months", models.PositiveSmallIntegerField()),
                ("due_on", models.DateField()),
                (
                    "handover",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="checks", to="campaigns.handover"
                    ),
                ),
            ],
            options={
                "ordering": ["due_on"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["handover", "months"], name="handover_is_checked_once_a_term"
                    )
                ],
                "indexes": [models.Index(fields=["due_on"], name="check_by_day")],
            },
        ),
        migrations.CreateModel(
            name="CheckAnswer",
            fields=[
                row_id(),
                ("is_there", models.BooleanField()),
                ("used_by", models.CharField(blank=True, max_length=400)),
                ("needed", models.CharField(blank=True, max_length=400)),
                ("answered_on", models.DateField()),
                ("channel", models.CharField(choices=CHANNELS, max_length=8)),
                ("called_by", models.CharField(blank=True, max_length=100)),
                (
                    "recorded_at",
                    models.DateTimeField(default=ritrovo.foundations.kernel.clock.now),
                ),
                (
                    "term",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="answers", to="campaigns.handovercheck"
                    ),
                ),
                (
                    "keeper",
                    models.ForeignKey(
                        on_delete=PROTECT, related_name="answers", to="campaigns.keeper"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True, on_delete=PROTECT, related_name="+", to="people.party"
                    ),
                ),
                (
                    "need",
                    models.OneToOneField(
                        null=True,
                        on_delete=PROTECT,
                        related_name="asked_by_answer",
                        to="campaigns.need",
                    ),
                ),
            ],
            options={
                "ordering": ["answered_on", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["term", "keeper"], name="keeper_answers_a_check_once"
                    ),
                    models.CheckConstraint(
                        condition=~Q(is_there=True) | ~Q(used_by=""),
                        name="what_is_there_has_users",
                    ),
                    models.CheckConstraint(
                        condition=~Q(channel="counter") | ~Q(called_by=""),
                        name="phone_answer_says_who_called",
                    ),
                ],
            },
        ),
        migrations.RunSQL(FORWARD, REVERSE),
    ]
