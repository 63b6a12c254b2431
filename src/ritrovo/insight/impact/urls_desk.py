"""Addresses of the desk's pages."""

from django.urls import path

from ritrovo.insight.impact.views import counting

app_name = "impact_desk"
urlpatterns = [path("", counting.counts, name="counts")]
