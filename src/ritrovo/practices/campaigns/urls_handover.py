"""Addresses of handovers: for keepers, below /campagne/consegna/, and at one campaign's desk."""

from django.urls import path

from ritrovo.practices.campaigns.views import desk_handover, handover

keepers = [
    path("", handover.mine, name="keeping"),
    path("<str:token>/", handover.keeper, name="keeper"),
]
_one = "<uuid:handover_id>/"
desk = [
    path("", desk_handover.handovers, name="desk_handover"),
    path("nuova/", desk_handover.write, name="desk_handover_new"),
    path(_one, desk_handover.one, name="desk_handover_one"),
    path(f"{_one}cambia/", desk_handover.edit, name="desk_handover_edit"),
    path(f"{_one}atto.pdf", desk_handover.deed, name="desk_handover_deed"),
    path(f"{_one}chiedi/", desk_handover.invite, name="desk_handover_invite"),
    path(f"{_one}firma/", desk_handover.signature, name="desk_handover_sign"),
    path(
        f"{_one}invito/<uuid:keeper_id>/ritira/",
        desk_handover.withdraw,
        name="desk_handover_withdraw",
    ),
    path(
        f"{_one}custode/<uuid:keeper_id>/lascia/",
        desk_handover.leaves,
        name="desk_handover_leaves",
    ),
    path(
        f"{_one}risposta/<uuid:check_id>/<uuid:keeper_id>/",
        desk_handover.answer,
        name="desk_handover_answer",
    ),
    path(f"{_one}serve/<uuid:answer_id>/", desk_handover.need, name="desk_handover_need"),
]
