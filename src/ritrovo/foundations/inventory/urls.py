"""Addresses of the lists, below /scrivania/inventario/."""

from django.urls import URLPattern, URLResolver, include, path

from ritrovo.foundations.inventory import views

app_name = "inventory"
waiting_pages = [
    path("colonne/", views.columns, name="columns"),
    path("prova/", views.check, name="check"),
    path("prova/da-correggere.csv", views.problems, name="problems"),
    path("butta/", views.discard, name="discard"),
]
body_pages: list[URLPattern | URLResolver] = [
    path("", views.lists, name="lists"),
    path("nuovo/", views.upload, name="upload"),
    path("campagne/", views.campaigns, name="campaigns"),
    path("attesa/<uuid:waiting_id>/", include(waiting_pages)),
    path("<uuid:inventory_id>/", views.show, name="list"),
    path("<uuid:inventory_id>/annulla/", views.undo, name="undo"),
]
urlpatterns = [
    path("", views.bodies, name="bodies"),
    path("<uuid:organisation_id>/", include(body_pages)),
]
