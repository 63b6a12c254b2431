"""Addresses of the look: the gallery and a site's colours."""

from django.urls import path

from ritrovo.foundations.look import views

app_name = "look"
urlpatterns = [
    path("aspetto/", views.gallery, name="gallery"),
    path("aspetto/scrivania/", views.desk_gallery, name="desk_gallery"),
    path("aspetto/errore/<int:status>/", views.error_gallery, name="error_gallery"),
    path("aspetto/colori-<slug:digest>.css", views.theme, name="theme"),
]
