"""Addresses below /scrivania/conti/."""

from django.urls import URLPattern, URLResolver, include, path

from ritrovo.site.desk.treasury.views import (
    advantages,
    day,
    gifts,
    handovers,
    held,
    imports,
    lines,
    receipts,
    statements,
    summaries,
    tills,
    year_end,
)

app_name = "treasury"

statement_pages = [
    path("", statements.upload, name="upload"),
    path("<uuid:upload_id>/", statements.check, name="check"),
    path("<uuid:upload_id>/colonne/", statements.columns, name="columns"),
    path("<uuid:upload_id>/butta/", statements.discard, name="discard"),
]
line_pages = [
    path("", lines.waiting, name="waiting"),
    path("da-parte/", lines.aside, name="aside"),
    path("<uuid:line_id>/", lines.show, name="line"),
    path("<uuid:line_id>/abbina/", lines.match, name="match"),
    path("<uuid:line_id>/versamento/", lines.match_deposit, name="match_deposit"),
    path("<uuid:line_id>/cassa/", lines.match_till, name="match_till"),
    path("<uuid:line_id>/restituisci/", lines.refund, name="refund"),
    path("<uuid:line_id>/sciogli/", lines.unmatch, name="unmatch"),
    path("<uuid:line_id>/metti-da-parte/", lines.set_aside, name="set_aside"),
    path("<uuid:line_id>/riprendi/", lines.take_back, name="take_back"),
]
import_pages = [
    path("", imports.history, name="imports"),
    path("<uuid:import_id>/", imports.show, name="import"),
    path("<uuid:import_id>/annulla/", imports.undo, name="undo_import"),
]
held_pages = [
    path("", held.waiting, name="held"),
    path("<uuid:payment_id>/accetta/", held.accept, name="accept_held"),
    path("<uuid:payment_id>/restituisci/", held.give_back, name="mark_to_return"),
    path("<uuid:payment_id>/aspetta/", held.wait, name="keep_waiting"),
]
receipt_pages = [
    path("", receipts.register, name="receipts"),
    path("da-fare/", receipts.to_issue, name="to_receipt"),
    path("da-fare/<uuid:payment_id>/", receipts.issue_one, name="issue_one"),
    path("numerazione/", receipts.series, name="series"),
    path("<int:year>/registro.csv", receipts.register_csv, name="register_csv"),
    path("<int:year>/riepiloghi/", summaries.summaries, name="summaries"),
    path("<int:year>/riepiloghi/manda/", summaries.send, name="send_summaries"),
    path("<int:year>/riepiloghi/carta-<int:pile>.pdf", summaries.paper_pdf, name="paper_pdf"),
    path("<int:year>/riepiloghi/<slug:key>.pdf", summaries.one_pdf, name="summary_pdf"),
    path("<uuid:receipt_id>/", receipts.show, name="receipt"),
    path("<uuid:receipt_id>/ricevuta.pdf", receipts.pdf, name="receipt_pdf"),
    path("<uuid:receipt_id>/annulla/", receipts.void, name="void_receipt"),
]
one_year = [
    path("", year_end.year_end, name="year_end"),
    path("erogazioni/", year_end.file, name="yearly_file"),
    path("erogazioni.csv", year_end.file_csv, name="yearly_csv"),
    path("erogazioni.json", year_end.file_json, name="yearly_json"),
    path("erogazioni-escluse.csv", year_end.left_out_csv, name="left_out_csv"),
    path("vantaggi/", advantages.advantages, name="advantages"),
    path("vantaggi/nuovo/", advantages.new, name="new_advantage"),
    path("vantaggi/<uuid:advantage_id>/correggi/", advantages.correct, name="correct_advantage"),
    path("vantaggi/<uuid:advantage_id>/annulla/", advantages.void, name="void_advantage"),
]
till_pages = [
    path("", tills.tills, name="tills"),
    path("nuova/", tills.open_one, name="open_till"),
    path("<uuid:till_id>/", tills.show, name="till"),
    path("<uuid:till_id>/conta/", tills.count, name="count_till"),
    path("<uuid:till_id>/consegna/", handovers.give, name="give_till"),
    path("<uuid:till_id>/versa/", tills.deposit, name="announce_deposit"),
    path("<uuid:till_id>/chiudi/", tills.retire, name="retire_till"),
    path("<uuid:till_id>/ricevute/", handovers.slips, name="slips"),
    path("consegne/<uuid:handover_id>/", handovers.handover, name="handover"),
    path("consegne/<uuid:handover_id>/foglio.pdf", handovers.paper, name="handover_paper"),
    path("consegne/<uuid:handover_id>/riprendi/", handovers.take_back, name="take_back_till"),
    path("versamenti/<uuid:deposit_id>/ritira/", tills.withdraw, name="withdraw_deposit"),
    path("differenze/<uuid:difference_id>/chiudi/", tills.close, name="close_difference"),
    path("doni/<uuid:payment_id>/", gifts.gift, name="gift"),
    path("doni/<uuid:payment_id>/annulla/", gifts.void, name="void_gift"),
    path("doni/<uuid:payment_id>/ridai/", gifts.refund, name="refund_gift"),
    path("ricevute/<uuid:slip_id>/", handovers.slip, name="slip"),
    path("ricevute/<uuid:slip_id>/ricevuta.pdf", handovers.slip_pdf, name="slip_pdf"),
    path("ricevute/<uuid:slip_id>/annulla/", handovers.void, name="void_slip"),
    path("ricevute/<uuid:slip_id>/ridai/", handovers.refund, name="refund_slip"),
]
body_pages: list[URLPattern | URLResolver] = [
    path("", day.body, name="body"),
    path("estratti/", include(statement_pages)),
    path("righe/", include(line_pages)),
    path("importazioni/", include(import_pages)),
    path("in-sospeso/", include(held_pages)),
    path("ricevute/", include(receipt_pages)),
    path("fine-anno/", year_end.latest, name="latest_year"),
    path("fine-anno/<int:year>/", include(one_year)),
]
urlpatterns = [
    path("", day.today, name="today"),
    path("casse/", tills.bodies, name="till_bodies"),
    path("casse/<uuid:organisation_id>/", include(till_pages)),
    path("<uuid:organisation_id>/", include(body_pages)),
]
