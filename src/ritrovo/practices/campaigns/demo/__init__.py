"""The demo community of campaigns: two places, a year of promises, help and money."""

from ritrovo.practices.campaigns.demo.loading import load

__all__ = ["load"]
