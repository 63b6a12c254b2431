"""Addresses below /campagne/scrivania/."""

from django.urls import include, path, re_path

from ritrovo.practices.campaigns.views import (
    desk,
    desk_backers,
    desk_people,
    desk_review,
    desk_writing,
)

one_campaign = [
    path("", desk.campaign, name="desk_campaign"),
    path("andamento.csv", desk.progress, name="desk_progress"),
    path("controllo/", desk.check, name="desk_check"),
    path("annulla/", desk.cancel, name="desk_cancel"),
    path("dati/", desk_writing.basics, name="desk_basics"),
    path("racconto/", desk_writing.story, name="desk_story"),
    path("racconto/anteprima/", desk_writing.story_preview, name="desk_story_preview"),
    path("foto/", desk_writing.pictures, name="desk_pictures"),
    path("foto/<uuid:picture_id>/togli/", desk_writing.remove_picture, name="desk_remove_picture"),
    path("spese/", desk_writing.budget, name="desk_budget"),
    path("ricompense/", desk_writing.rewards, name="desk_rewards"),
    path("serve-anche/", desk_writing.needs, name="desk_needs"),
    path("soldi/", desk_writing.money, name="desk_money"),
    path("promesse/", desk_backers.pledges, name="desk_pledges"),
    re_path(r"^promesse\.(?P<kind>csv|xlsx)$", desk_backers.export, name="desk_export"),
    path("promesse/nuova/", desk_backers.record, name="desk_record"),
    path("promesse/<uuid:pledge_id>/", desk_backers.answer, name="desk_answer_pledge"),
    path("consegne/", desk_backers.deliveries, name="desk_deliveries"),
    path("consegne/<uuid:pledge_id>/", desk_backers.deliver, name="desk_deliver"),
    path("aiuti/", desk_people.offers, name="desk_offers"),
    path("aiuti/<uuid:offer_id>/", desk_people.answer_offer, name="desk_answer_offer"),
    path("aiuti/<uuid:offer_id>/fatto/", desk_people.complete_offer, name="desk_complete"),
    path("novita/", desk_people.updates, name="desk_updates"),
    path("domande/", desk_people.questions, name="desk_questions"),
    path("domande/<uuid:question_id>/", desk_people.answer_question, name="desk_answer"),
]
urlpatterns = [
    path("", desk.campaigns, name="desk_campaigns"),
    path("nuova/", desk.create, name="desk_new"),
    path("nuova/anteprima/", desk.preview, name="desk_preview"),
    path("revisione/", desk_review.queue, name="desk_reviews"),
    path("revisione/<uuid:campaign_id>/", desk_review.review, name="desk_review"),
    re_path(
        r"^revisione/(?P<campaign_id>[0-9a-f-]{36})/(?P<kind>statuto|conto)/$",
        desk_review.paper,
        name="desk_paper",
    ),
    path("<uuid:campaign_id>/", include(one_campaign)),
]
