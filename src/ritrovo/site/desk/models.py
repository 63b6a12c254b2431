"""What the desk itself remembers: why a piece of background work failed."""

from __future__ import annotations

from django.db import models

from ritrovo.foundations.kernel import clock


class Failure(models.Model):
    """Why a job failed: the kind of error and the line of ours where it rose.

    Never the error's own words: they may quote what people wrote.
    """

    job_id = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField(default=clock.now)
    words = models.CharField(max_length=200)
