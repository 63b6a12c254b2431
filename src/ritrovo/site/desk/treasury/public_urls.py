"""Addresses below /ricevute/: what its donor opens by a link of their own."""

from django.urls import path

from ritrovo.site.desk.treasury.views import public

app_name = "receipts"

urlpatterns = [
    path("riepilogo/<str:token>/", public.summary, name="summary"),
    path("<str:token>/", public.receipt, name="open"),
]
