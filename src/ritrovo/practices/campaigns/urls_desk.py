"""Addresses below /campagne/scrivania/."""

from django.urls import path

from ritrovo.practices.campaigns.views import desk

urlpatterns = [
    path("", desk.campaigns, name="desk_campaigns"),
    path("<uuid:campaign_id>/", desk.campaign, name="desk_campaign"),
]
