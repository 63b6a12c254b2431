"""Addresses of facts: the desk that records them, the links that confirm them, the measures."""

from django.urls import path

from ritrovo.foundations.contributions import views

DESK = "scrivania/gesti/"

app_name = "contributions"
urlpatterns = [
    path(DESK, views.desks, name="desks"),
    path(f"{DESK}<uuid:organisation_id>/", views.helps, name="helps"),
    path(f"{DESK}<uuid:organisation_id>/nuovo/", views.new_help, name="new_help"),
    path(f"{DESK}<uuid:organisation_id>/<uuid:fact_id>/", views.help_page, name="help"),
    path(f"{DESK}<uuid:organisation_id>/<uuid:fact_id>/annulla/", views.take_back, name="reverse"),
    path(f"{DESK}<uuid:organisation_id>/<uuid:fact_id>/parola/", views.write_word, name="word"),
    path("gesti/misure/", views.measures, name="measures"),
    path("gesti/misure/<slug:code>/", views.measure, name="measure"),
    path("gesti/<str:token>/", views.confirm, name="confirm"),
]
