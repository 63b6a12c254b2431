"""Addresses of the desk's pages."""

from django.urls import URLPattern

app_name = "observatory_desk"
urlpatterns: list[URLPattern] = []
