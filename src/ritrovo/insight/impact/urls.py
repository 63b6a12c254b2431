"""Addresses of the public pages: the same pages for every kind of scope."""

from __future__ import annotations

from django.urls import URLPattern, path

from ritrovo.insight.impact.scopes import ScopeKind
from ritrovo.insight.impact.views import counting, files, measures, pages, papers

PAGES = (
    ("", "", pages.summary),
    ("per-chi-studia/", "study", pages.study),
    ("tabelle/<slug:name>.csv", "table", files.table),
    ("indicatori.csv", "csv", files.indicators_csv),
    ("indicatori.json", "json", files.indicators_json),
    ("indicatori.jsonld", "cids", files.indicators_cids),
    ("foglio.pdf", "board", papers.board),
    ("relazione.pdf", "report", papers.report),
    ("conta/", "count", counting.count),
)


def of_scope(prefix: str, kind: ScopeKind) -> list[URLPattern]:
    """Give every page of one kind of scope."""
    return [
        path(
            prefix + last,
            view,
            {"kind": kind.value},
            name=f"{kind.value}_{name}" if name else kind.value,
        )
        for last, name, view in PAGES
    ]


app_name = "impact"
urlpatterns = [
    path("misure/", measures.measures, name="measures"),
    path("misure/<slug:code>/", measures.measure, name="measure"),
    *of_scope("", ScopeKind.EVERYWHERE),
    *of_scope("iniziative/<uuid:scope_id>/", ScopeKind.CONTEXT),
    *of_scope("ecosistemi/<slug:scope_id>/", ScopeKind.ECOSYSTEM),
    *of_scope("comuni/<slug:scope_id>/", ScopeKind.MUNICIPALITY),
    *of_scope("organizzazioni/<uuid:scope_id>/", ScopeKind.ORGANISATION),
    path(
        "organizzazioni/<uuid:scope_id>/bilancio-sociale.pdf",
        papers.annex,
        {"kind": ScopeKind.ORGANISATION.value},
        name="organisation_annex",
    ),
]
