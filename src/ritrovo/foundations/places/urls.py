"""Addresses below /luoghi/."""

from django.urls import path

from ritrovo.foundations.places import views

app_name = "places"
urlpatterns = [
    path("", views.italy, name="map"),
    path("comuni.json", views.search, name="search"),
    path("confini/<slug:key>.json", views.outlines, name="outlines"),
    path("zona/<slug:key>/", views.area_map, name="area"),
]
