"""Addresses below /ore/: for who volunteers, with a login or with the link of a mail."""

from django.urls import path

from ritrovo.site.desk.volunteers.views import own

app_name = "volunteering"
urlpatterns = [
    path("", own.mine, name="mine"),
    path("nuove/", own.say, name="say"),
    path("<str:token>/", own.answer, name="answer"),
]
