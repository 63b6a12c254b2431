"""Amounts, refusals, ids, ranges, access and idempotency: the words all rooms share."""
