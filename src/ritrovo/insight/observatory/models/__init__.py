"""What the observatory keeps in the database: imports and what people decided of them.

Campaigns themselves lie in files (decision record 0028): here are ids, words and decisions.
"""

from ritrovo.insight.observatory.models.decisions import CategoryPlace, DuplicateDecision
from ritrovo.insight.observatory.models.imports import Correction, Import, Mapping
from ritrovo.insight.observatory.models.reports import Publication, Report, ReportMaking
from ritrovo.insight.observatory.models.sources import PlatformLife, PublishedFigure, Rate

__all__ = [
    "CategoryPlace",
    "Correction",
    "DuplicateDecision",
    "Import",
    "Mapping",
    "PlatformLife",
    "Publication",
    "PublishedFigure",
    "Rate",
    "Report",
    "ReportMaking",
]
