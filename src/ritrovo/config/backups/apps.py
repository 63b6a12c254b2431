"""Backups as a Django app: a nightly job, two commands, and how many are kept."""

from django.apps import AppConfig


class BackupsConfig(AppConfig):
    """Backup and restore."""

    name = "ritrovo.config.backups"
    label = "backups"
