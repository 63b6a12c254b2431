"""The installation's settings, with one page more: the bare insert that promises stand beside."""

from ritrovo.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
