"""What workers do for the observatory."""

from ritrovo.insight.observatory.jobs import imports, reports

__all__ = ["imports", "reports"]
