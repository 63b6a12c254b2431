"""Addresses of the books, below /scrivania/libro/."""

from django.urls import path

from ritrovo.foundations.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.books, name="books"),
    path("<uuid:organisation_id>/", views.book, name="book"),
    path("<uuid:organisation_id>/tabella.csv", views.book_table, name="table"),
]
