"""Addresses of the public pages."""

from django.urls import path

from ritrovo.insight.observatory.views import public

app_name = "observatory"
urlpatterns = [
    path("", public.home, name="home"),
    path("edizioni/", public.editions, name="editions"),
    path("italia/", public.italy, name="italy"),
    path("italia/<slug:name>.csv", public.italy_csv, name="italy_csv"),
    path("<slug:edition>/", public.edition, name="edition"),
    path("<slug:edition>/tabelle/<slug:name>/", public.table, name="table"),
    path("<slug:edition>/tabelle/<slug:name>.csv", public.table_csv, name="table_csv"),
    path("<slug:edition>/numeri/<slug:name>/<slug:column>/", public.number, name="number"),
    path("<slug:edition>/numeri/<slug:name>/<slug:column>.csv", public.number_csv, name="rows"),
    path("<slug:edition>/file/<str:name>", public.file, name="file"),
]
