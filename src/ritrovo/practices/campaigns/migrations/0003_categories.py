"""The tree by which the observatory counts campaigns, and the numbers campaigns go by.

The first level follows the yearly counts of the Italian market (social, business, culture,
research and medical, civic, other); below it stand the product's themes.
"""

from django.db import migrations

FORWARD = """
    INSERT INTO campaigns_category (code, parent_id, name_it, name_en, place) VALUES
        ('social', NULL, 'Sociale', 'Social', 10),
        ('civic', NULL, 'Civico', 'Civic', 20),
        ('culture', NULL, 'Cultura', 'Culture', 30),
        ('education', NULL, 'Scuola e formazione', 'School and training', 40),
        ('environment', NULL, 'Ambiente', 'Environment', 50),
        ('research', NULL, 'Ricerca e salute', 'Research and medical', 60),
        ('sport', NULL, 'Sport', 'Sport', 70),
        ('business', NULL, 'Impresa', 'Business', 80),
        ('other', NULL, 'Altro', 'Other', 90);
    INSERT INTO campaigns_category (code, parent_id, name_it, name_en, place) VALUES
        ('social.new_poverty', 'social', 'Nuove povertà', 'New poverty', 11),
        ('social.food', 'social', 'Cibo che non si spreca', 'Food sharing', 12),
        ('social.work', 'social', 'Reinserimento al lavoro', 'Work reintegration', 13),
        ('social.young_autonomy', 'social', 'Autonomia dei giovani', 'Young people''s autonomy', 14),
        ('social.welcome', 'social', 'Accoglienza', 'Welcome of migrants', 15),
        ('social.care', 'social', 'Cura e vicinanza', 'Care and closeness', 16),
        ('social.disability', 'social', 'Disabilità e vita indipendente',
            'Disability and independent living', 17),
        ('social.emergency', 'social', 'Emergenze', 'Emergencies', 18),
        ('civic.regeneration', 'civic', 'Rigenerazione di luoghi', 'Regeneration of places', 21),
        ('civic.commons', 'civic', 'Beni comuni', 'Common goods', 22),
        ('civic.community', 'civic', 'Creazione di comunità', 'Community building', 23),
        ('civic.rights', 'civic', 'Diritti e partecipazione', 'Rights and participation', 24),
        ('culture.heritage', 'culture', 'Patrimonio e restauro', 'Heritage and restoration', 31),
        ('culture.stage', 'culture', 'Teatro, danza e feste', 'Theatre, dance and festivals', 32),
        ('culture.music', 'culture', 'Musica', 'Music', 33),
        ('culture.film', 'culture', 'Cinema e fotografia', 'Film and photography', 34),
        ('culture.books', 'culture', 'Libri e informazione', 'Books and journalism', 35),
        ('education.school', 'education', 'Scuole e doposcuola', 'Schools and after-school', 41),
        ('education.training', 'education', 'Formazione e mestieri', 'Training and trades', 42),
        ('environment.energy', 'environment', 'Energia di comunità', 'Community energy', 51),
        ('environment.nature', 'environment', 'Natura e animali', 'Nature and animals', 52),
        ('environment.reuse', 'environment', 'Riuso e riparazione', 'Reuse and repair', 53),
        ('research.medical', 'research', 'Salute e cure', 'Health and treatment', 61),
        ('research.science', 'research', 'Ricerca scientifica', 'Scientific research', 62),
        ('business.start', 'business', 'Nuove imprese e mestieri', 'New businesses and trades', 81),
        ('business.product', 'business', 'Prodotti e prevendite', 'Products and pre-sales', 82),
        ('business.community', 'business', 'Imprese di comunità', 'Community businesses', 83);
    INSERT INTO kernel_parameter (id, code, value, valid_from, source)
    SELECT gen_random_uuid(), code, value, DATE '2020-01-01', source FROM (VALUES
        ('campaigns.confirm_hours', 72,
            'House rule: a promise counts if its link is opened within three days'),
        ('campaigns.collection_days', 30,
            'House rule: promised money has a month to arrive'),
        ('campaigns.approve_above_cents', 100000,
            'House rule: above 1,000 euros the promoter speaks with who promises'),
        ('campaigns.smallest_pledge_cents', 100,
            'House rule: a transfer of less than one euro costs more than it brings'),
        ('campaigns.largest_pledge_cents', 10000000,
            'House rule: beyond 100,000 euros a gift is agreed in person, not typed in a form'),
        ('campaigns.account_pause_hours', 48,
            'House rule: two days for somebody to object to a changed IBAN'),
        ('campaigns.pictures', 20,
            'House rule: so many pictures tell a story and still open on a phone')
    ) AS seeded (code, value, source);
"""
REVERSE = """
    DELETE FROM campaigns_category WHERE parent_id IS NOT NULL;
    DELETE FROM campaigns_category;
    DELETE FROM kernel_parameter WHERE code LIKE 'campaigns.%';
"""


class Migration(migrations.Migration):
    """Seed what campaigns are counted by, and what may change."""

    dependencies = [("campaigns", "0002_states"), ("kernel", "0002_parameters")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
