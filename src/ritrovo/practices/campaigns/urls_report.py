"""Addresses of a campaign's report, below its desk's /rendiconto/."""

from django.urls import path, re_path

from ritrovo.practices.campaigns.views import desk_report

urlpatterns = [
    path("", desk_report.report, name="desk_report"),
    path("spesa/", desk_report.new_expense, name="desk_new_expense"),
    path("spesa/<uuid:expense_id>/", desk_report.expense, name="desk_expense"),
    path("foto/", desk_report.picture, name="desk_report_picture"),
    path("chiudi/", desk_report.close, name="desk_report_close"),
    path("rendiconto.pdf", desk_report.statement, name="desk_statement"),
    re_path(
        r"^commercialista\.(?P<kind>csv|xlsx)$", desk_report.accountant, name="desk_accountant"
    ),
]
