"""Addresses of the desk's pages."""

from django.urls import URLPattern

app_name = "impact_desk"
urlpatterns: list[URLPattern] = []
