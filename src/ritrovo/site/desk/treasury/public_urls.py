"""Addresses below /ricevute/: a receipt opened by its donor's own link."""

from django.urls import path

from ritrovo.site.desk.treasury.views import public

app_name = "receipts"

urlpatterns = [path("<str:token>/", public.receipt, name="open")]
