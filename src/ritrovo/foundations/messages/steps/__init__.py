"""Writes about messages that fit inside somebody's transaction."""

from ritrovo.foundations.messages.steps.coming_back import record_bounce, stop_address
from ritrovo.foundations.messages.steps.digesting import compose_digest
from ritrovo.foundations.messages.steps.joining import letter_writings
from ritrovo.foundations.messages.steps.leaving import leave
from ritrovo.foundations.messages.steps.wishes import choose_mode, stop_kinds
from ritrovo.foundations.messages.steps.writing import Letter, send, send_many

__all__ = [
    "Letter",
    "choose_mode",
    "compose_digest",
    "leave",
    "letter_writings",
    "record_bounce",
    "send",
    "send_many",
    "stop_address",
    "stop_kinds",
]
