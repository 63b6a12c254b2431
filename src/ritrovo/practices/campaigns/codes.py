"""Short codes that people say aloud and copy by hand."""

from __future__ import annotations

import re
import secrets
from typing import Final

# Without 0 and O, 1 and I and L, 5 and S, 2 and Z, U and V: each sign is heard and read as itself.
SIGNS: Final = "346789ABCDEFGHJKMNPQRTWXY"
LENGTH: Final = 6
SHAPE: Final = re.compile(rf"[{SIGNS}]{{{LENGTH}}}")


def new_code() -> str:
    """Make a code at random: one of 244 millions."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def typed_code(text: str) -> str:
    """Give a code as it was given out, from what somebody typed; "" when it cannot be one."""
    plain = "".join(text.upper().replace("-", " ").split())
    return plain if SHAPE.fullmatch(plain) else ""


def spaced(code: str) -> str:
    """Write a code in two groups, as paper shows it: `ABC 346`."""
    return f"{code[:3]} {code[3:]}"
