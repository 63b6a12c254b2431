"""The installation's addresses with the treasurer's desk among them."""

from django.urls import include, path

from ritrovo.config.urls import handler403, handler404, handler500
from ritrovo.config.urls import urlpatterns as installed

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]

urlpatterns = [
    path("scrivania/conti/", include("ritrovo.site.desk.treasury.urls")),
    path("ricevute/", include("ritrovo.site.desk.treasury.public_urls")),
    *installed,
]
