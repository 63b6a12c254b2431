"""A process that ends with the one that started it."""

from __future__ import annotations

import os
import signal
import threading
import time
from typing import Final

LOOK_EVERY_SECONDS: Final = 1.0


def end_with_parent() -> None:
    """Ask this process to end, politely, once whoever started it is gone."""
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
