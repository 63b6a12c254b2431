"""Addresses below the root, short enough to be copied from paper."""

from django.urls import path

from ritrovo.practices.campaigns.views import invitations

urlpatterns = [path("c/<str:code>/", invitations.ambassador, name="ambassador")]
