"""A search, once logged, stays logged."""

from django.db import migrations

FORWARD = "SELECT make_append_only('people_searchlog')"
REVERSE = """
    DROP TRIGGER is_append_only ON people_searchlog;
    DROP TRIGGER is_never_truncated ON people_searchlog;
"""


class Migration(migrations.Migration):
    """Make the log of searches append-only."""

    dependencies = [("people", "0003_search_log")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
