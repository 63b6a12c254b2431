"""A published campaign keeps its substance, and its log keeps every change of state."""

from django.db import migrations

FORWARD = """
    SELECT make_append_only('campaigns_campaignevent');

    -- The named transitions, as data: an event that is not one of them cannot be written.
    CREATE TABLE campaigns_transition (
        name text NOT NULL, source text NOT NULL, target text NOT NULL,
        PRIMARY KEY (name, source, target)
    );
    INSERT INTO campaigns_transition (name, source, target) VALUES
        ('submit', 'draft', 'in_review'),
        ('return', 'in_review', 'draft'),
        ('publish', 'in_review', 'published'),
        ('suspend', 'published', 'suspended'),
        ('resume', 'suspended', 'published'),
        ('begin_second_round', 'published', 'published'),
        ('succeed', 'published', 'succeeded'),
        ('fail', 'published', 'failed'),
        ('close', 'published', 'closed'),
        ('collect', 'succeeded', 'collecting'),
        ('collect', 'closed', 'collecting'),
        ('win', 'collecting', 'won'),
        ('fall_short', 'collecting', 'short'),
        ('win', 'short', 'won'),
        ('cancel', 'draft', 'cancelled'),
        ('cancel', 'in_review', 'cancelled'),
        ('cancel', 'published', 'cancelled'),
        ('cancel', 'suspended', 'cancelled');
    ALTER TABLE campaigns_campaignevent ADD CONSTRAINT campaign_moves_by_a_named_transition
        FOREIGN KEY (transition, source, target)
        REFERENCES campaigns_transition (name, source, target);

    CREATE FUNCTION campaigns_keep_substance() RETURNS trigger LANGUAGE plpgsql AS $$
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
    CREATE TRIGGER published_campaign_is_frozen BEFORE UPDATE ON campaigns_campaign
        FOR EACH ROW EXECUTE FUNCTION campaigns_keep_substance();

    CREATE FUNCTION campaigns_keep_budget() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF EXISTS (
            SELECT 1 FROM campaigns_campaign
            WHERE id = coalesce(NEW.campaign_id, OLD.campaign_id) AND published_at IS NOT NULL
        ) THEN
            RAISE EXCEPTION 'a published campaign keeps its budget' USING
                ERRCODE = 'restrict_violation', CONSTRAINT = 'published_budget_is_frozen';
        END IF;
        RETURN coalesce(NEW, OLD);
    END $$;
    CREATE TRIGGER published_budget_is_frozen
        BEFORE INSERT OR UPDATE OR DELETE ON campaigns_budgetline
        FOR EACH ROW EXECUTE FUNCTION campaigns_keep_budget();
"""
REVERSE = """
    DROP FUNCTION campaigns_keep_budget() CASCADE;
    DROP FUNCTION campaigns_keep_substance() CASCADE;
    ALTER TABLE campaigns_campaignevent DROP CONSTRAINT campaign_moves_by_a_named_transition;
    DROP TABLE campaigns_transition;
    DROP TRIGGER is_append_only ON campaigns_campaignevent;
    DROP TRIGGER is_never_truncated ON campaigns_campaignevent;
"""


class Migration(migrations.Migration):
    """The database has the last word on what a campaign promised to its backers."""

    dependencies = [("campaigns", "0001_initial"), ("kernel", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
