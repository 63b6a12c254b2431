"""Ids that sort by the time they were made."""

from uuid import UUID

import uuid_utils.compat

from ritrovo.foundations.kernel import clock


def new_id() -> UUID:
    """Make a version 7 UUID (RFC 9562): unique anywhere, in order of the platform's clock."""
    moment = clock.now()
    nanoseconds = int(moment.timestamp()) * 1_000_000_000 + moment.microsecond * 1000
    return uuid_utils.compat.uuid7(nanoseconds=nanoseconds)
