"""Addresses below /tessera/: what the code of a member card opens."""

from django.urls import path

from ritrovo.site.desk.counter.views import meeting

app_name = "member_card"
urlpatterns = [path("<slug:code>/", meeting.card, name="card")]
