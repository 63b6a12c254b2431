"""Addresses below /scrivania/sportello/."""

from django.urls import path

from ritrovo.site.desk.counter.views import keeping, meeting

app_name = "counter"
urlpatterns = [
    path("", meeting.today, name="today"),
    path("enti/<uuid:organisation_id>/", keeping.counters, name="counters"),
    path("enti/<uuid:organisation_id>/tessere/", keeping.cards, name="cards"),
    path("enti/<uuid:organisation_id>/tessere/tessere.pdf", keeping.print_cards, name="print"),
    path(
        "enti/<uuid:organisation_id>/tessere/<uuid:card_id>/annulla/",
        keeping.revoke,
        name="revoke",
    ),
    path("enti/<uuid:organisation_id>/<uuid:counter_id>/chiudi/", keeping.close, name="close"),
    path("<uuid:counter_id>/", meeting.meet, name="meet"),
    path("<uuid:counter_id>/ricevute/<uuid:slip_id>.pdf", meeting.slip, name="slip"),
    path("<uuid:counter_id>/<str:taking>/", meeting.take, name="take"),
]
