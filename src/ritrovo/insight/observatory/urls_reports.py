"""Addresses of the analyst's reports, below the desk's."""

from django.urls import path

from ritrovo.insight.observatory.views import desk_reports

urlpatterns = [
    path("rapporti/", desk_reports.listed, name="reports"),
    path("rapporti/<slug:edition>/", desk_reports.report, name="report"),
    path("rapporti/<slug:edition>/pubblica/", desk_reports.publish, name="publish"),
    path("rapporti/<slug:edition>/newsletter/", desk_reports.send_newsletter, name="newsletter"),
]
