"""Addresses of the desk's pages."""

from django.urls import URLPattern, URLResolver, include, path

from ritrovo.insight.observatory.urls_reports import urlpatterns as report_pages
from ritrovo.insight.observatory.views import (
    desk_decisions,
    desk_imports,
    desk_mappings,
    desk_quarantine,
    desk_sources,
)

app_name = "observatory_desk"
import_pages: list[URLPattern | URLResolver] = [
    path("", desk_imports.show, name="import"),
    path("avanzamento/", desk_imports.progress, name="progress"),
    path("prova/", desk_imports.preview, name="preview"),
    path("colonne/", desk_mappings.columns, name="columns"),
    path("parole/", desk_mappings.words, name="words"),
    path("porta-dentro/", desk_imports.bring, name="bring"),
    path("butta/", desk_imports.discard, name="discard"),
    path("annulla/", desk_imports.undo, name="undo"),
    path("file/", desk_imports.raw_file, name="raw_file"),
    path("aspettano/", desk_quarantine.waiting, name="waiting"),
    path("aspettano/parola/", desk_quarantine.correct_word, name="correct_word"),
    path("aspettano/<int:line>/", desk_quarantine.correct, name="correct"),
]
urlpatterns: list[URLPattern | URLResolver] = [
    path("", desk_imports.imports, name="imports"),
    path("nuovo/", desk_imports.upload, name="upload"),
    path("le-nostre/", desk_imports.ours, name="ours"),
    path("le-nostre.csv", desk_imports.our_file, name="our_file"),
    path("importazioni/<uuid:import_id>/", include(import_pages)),
    path("mappe/", desk_mappings.mappings, name="mappings"),
    path("mappe/<uuid:mapping_id>.toml", desk_mappings.mapping_file, name="mapping_file"),
    path("doppioni/", desk_decisions.pairs, name="pairs"),
    path("doppioni/<uuid:decision_id>/ritira/", desk_decisions.take_back, name="take_back"),
    path("categorie/", desk_decisions.categories, name="categories"),
    path("cambi/", desk_sources.rates, name="rates"),
    path("cifre/", desk_sources.figures, name="figures"),
    path("piattaforme/", desk_sources.lives, name="lives"),
    *report_pages,
]
