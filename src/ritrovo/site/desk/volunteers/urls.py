"""Addresses below /scrivania/volontariato/."""

from django.urls import URLPattern, URLResolver, include, path

from ritrovo.site.desk.volunteers.views import hours, occasions, papers, policies, register

app_name = "volunteers"

register_pages = [
    path("", register.register, name="register"),
    path("nuova/", register.enrol, name="enrol"),
    path("nuova/<uuid:party_id>/", register.enrol, name="enrol_known"),
    path("registro.pdf", papers.register_pdf, name="register_pdf"),
    path("<uuid:entry_id>/", register.show, name="entry"),
    path("<uuid:entry_id>/correggi/", register.correct, name="correct"),
    path("<uuid:entry_id>/fine/", register.end, name="end"),
    path("<uuid:entry_id>/riapri/", register.reopen, name="reopen"),
    path("<uuid:entry_id>/annulla/", register.void, name="void"),
]
occasion_pages = [
    path("", occasions.occasions, name="occasions"),
    path("nuova/", occasions.write, name="occasion"),
    path("nuova/<uuid:party_id>/", occasions.write, name="occasion_known"),
    path("<uuid:occasion_id>/togli/", occasions.take_off, name="take_off"),
]
hours_pages = [
    path("", hours.hours, name="hours"),
    path("nuove/", hours.write, name="write_hours"),
    path("conferma/", hours.confirm, name="confirm_hours"),
    path("firmate/", hours.sign, name="sign_hours"),
    path("foglio.pdf", papers.hours_sheet, name="hours_sheet"),
    path("<uuid:hours_id>/", hours.show, name="hours_of"),
    path("<uuid:hours_id>/togli/", hours.take_back, name="take_back_hours"),
]
policy_pages = [
    path("", policies.policies, name="policies"),
    path("nuova/", policies.record, name="policy"),
    path("<uuid:policy_id>/", policies.edit, name="edit_policy"),
]
body_pages: list[URLPattern | URLResolver] = [
    path("chi/<slug:purpose>/", register.choose, name="choose"),
    path("registro/", include(register_pages)),
    path("occasionali/", include(occasion_pages)),
    path("ore/", include(hours_pages)),
    path("polizze/", include(policy_pages)),
    path("elenco/", papers.lists, name="lists"),
    path("elenco/volontari.csv", papers.insurer_csv, name="insurer_csv"),
    path("elenco/volontari.xlsx", papers.insurer_xlsx, name="insurer_xlsx"),
]
urlpatterns = [
    path("", register.today, name="today"),
    path("<uuid:organisation_id>/", include(body_pages)),
]
