"""What can stop a backup or a restore, said to who looks after the machine."""

from __future__ import annotations

from ritrovo.config.account import MachineRefusal


class BackupRunning(MachineRefusal):
    """Another backup is being taken into the same folder."""


class NoRoom(MachineRefusal):
    """The disk has not enough space."""


class NotWritten(MachineRefusal):
    """The folder of the backups cannot be written."""


class NoDumpPrograms(MachineRefusal):
    """There is no pg_dump as new as the database server."""


class ProgramFailed(MachineRefusal):
    """A program of PostgreSQL ended with an error; the message has its own words."""


class NoBackup(MachineRefusal):
    """The folder holds no whole backup."""


class BackupDamaged(MachineRefusal):
    """Files of a backup are missing or no longer as they were written."""


class BackupFromTheFuture(MachineRefusal):
    """The backup was made by a newer Ritrovo or a newer PostgreSQL than the one at hand."""


class RowsMissing(MachineRefusal):
    """What was restored has other rows than the backup counted."""


class FilesMissing(MachineRefusal):
    """The database names files that the installation has and its backup has not."""


class NotProven(MachineRefusal):
    """What was restored could not be brought up to date, or its books do not agree."""


class HoldsData(MachineRefusal):
    """The place to restore into is not empty."""


class StillRunning(MachineRefusal):
    """An installation is running on the data that would be replaced."""


class KeysMissing(MachineRefusal):
    """The keys that belong to the backup are not where they were looked for."""
