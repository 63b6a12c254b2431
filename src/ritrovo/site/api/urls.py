"""The addresses of the API."""

from django.urls import path

from ritrovo.site.api.service import service

urlpatterns = [path("", service.urls)]
