"""A new job wakes nobody: the worker looks every second (decision record 0013)."""

from django.db import migrations

FORWARD = """
    DROP TRIGGER IF EXISTS procrastinate_jobs_notify_queue_job_inserted_v1 ON procrastinate_jobs;
"""
REVERSE = """
    CREATE TRIGGER procrastinate_jobs_notify_queue_job_inserted_v1
        AFTER INSERT ON procrastinate_jobs
        FOR EACH ROW WHEN (NEW.status = 'todo'::procrastinate_job_status)
        EXECUTE PROCEDURE procrastinate_notify_queue_job_inserted_v1();
"""


class Migration(migrations.Migration):
    """NOTIFY makes commits wait for each other, one disk write after another."""

    dependencies = [("kernel", "0002_parameters"), ("procrastinate", "0041_post_retry_failed_job")]
    operations = [migrations.RunSQL(FORWARD, REVERSE)]
