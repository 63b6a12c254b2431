"""The addresses of the rules people agree to."""

from django.urls import URLPattern

app_name = "agreements"
urlpatterns: list[URLPattern] = []
