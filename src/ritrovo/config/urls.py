"""The addresses of an installation: foundations, then what each practice registers."""

from django.conf import settings
from django.conf.urls.static import static
from django.urls import include, path

from ritrovo.foundations.ecosystems.practices import practices

urlpatterns = [
    path("", include("ritrovo.site.web.urls")),
    path("", include("ritrovo.foundations.look.urls")),
    path("luoghi/", include("ritrovo.foundations.places.urls")),
    path("messaggi/", include("ritrovo.foundations.messages.urls")),
    path("accordi/", include("ritrovo.foundations.agreements.urls")),
    path("scrivania/", include("ritrovo.site.desk.urls")),
    path("api/v1/", include("ritrovo.site.api.urls")),
    path("conto/", include("allauth.urls")),
    path("lingua/", include("django.conf.urls.i18n")),
    *[path(f"{practice.path}/", include(practice.urls)) for practice in practices()],
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
