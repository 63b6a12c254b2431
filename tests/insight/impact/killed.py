"""A worker that goes round the scopes and is killed in the middle of one; a process of its own."""

from __future__ import annotations

import os
import signal
import sys

import django

django.setup()

from ritrovo.insight.impact import jobs  # noqa: E402


def main(after: int) -> None:
    """Study so many scopes, then die inside the transaction of the next."""
    study_scope, done = jobs.study_scope, [0]

    def study_and_die(*words):
        made = study_scope(*words)
        done[0] += 1
        if done[0] > after:
            os.kill(os.getpid(), signal.SIGKILL)
        return made

    jobs.study_scope = study_and_die
    jobs.study_everything()


if __name__ == "__main__":
    main(int(sys.argv[1]))
