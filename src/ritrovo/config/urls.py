"""The addresses of an installation: foundations, then what each practice registers."""

from django.urls import include, path

from ritrovo.foundations.ecosystems.practices import practices

urlpatterns = [
    path("", include("ritrovo.site.web.urls")),
    path("", include("ritrovo.foundations.look.urls")),
    path("luoghi/", include("ritrovo.foundations.places.urls")),
    path("messaggi/", include("ritrovo.foundations.messages.urls")),
    path("accordi/", include("ritrovo.foundations.agreements.urls")),
    path("", include("ritrovo.foundations.contributions.urls")),
    path("scrivania/libro/", include("ritrovo.foundations.ledger.urls")),
    path("scrivania/conti/", include("ritrovo.site.desk.treasury.urls")),
    path("ricevute/", include("ritrovo.site.desk.treasury.public_urls")),
    path("scrivania/volontariato/", include("ritrovo.site.desk.volunteers.urls")),
    path("ore/", include("ritrovo.site.desk.volunteers.public_urls")),
    path("scrivania/inventario/", include("ritrovo.foundations.inventory.urls")),
    path("scrivania/sportello/", include("ritrovo.site.desk.counter.urls")),
    path("tessera/", include("ritrovo.site.desk.counter.public_urls")),
    path("scrivania/osservatorio/", include("ritrovo.insight.observatory.urls_desk")),
    path("scrivania/conteggi/", include("ritrovo.insight.impact.urls_desk")),
    path("scrivania/", include("ritrovo.site.desk.urls")),
    path("seconda-vittoria/", include("ritrovo.insight.impact.urls")),
    path("osservatorio/", include("ritrovo.insight.observatory.urls")),
    path("api/v1/", include("ritrovo.site.api.urls")),
    path("conto/", include("allauth.urls")),
    path("lingua/", include("django.conf.urls.i18n")),
    *[path(f"{practice.path}/", include(practice.urls)) for practice in practices()],
    *[path("", include(practice.short_urls)) for practice in practices() if practice.short_urls],
]

handler400 = "ritrovo.foundations.look.views.bad_request"
handler403 = "ritrovo.foundations.look.views.forbidden"
handler404 = "ritrovo.foundations.look.views.not_found"
handler500 = "ritrovo.foundations.look.views.broken"
