"""The addresses of the rules people agree to."""

from django.urls import path

from ritrovo.foundations.agreements.views import consents, publishing, reading

# These stand at the foot of every page, whose menu names pages without arguments.
IN_THE_FOOTER = ("privacy", "terms", "cookies", "accessibility")

app_name = "agreements"
urlpatterns = [
    path("miei/", consents.mine, name="mine"),
    path("miei/<uuid:consent_id>/ritira/", consents.withdraw, name="withdraw"),
    path("scrivania/", publishing.organisations, name="organisations"),
    path("scrivania/<uuid:owner_id>/", publishing.texts, name="texts"),
    path("scrivania/<uuid:owner_id>/<slug:kind>/", publishing.publish, name="publish"),
    *[path(f"{kind}/", reading.text, {"kind": kind}, name=kind) for kind in IN_THE_FOOTER],
    path("<slug:kind>/", reading.text, name="text"),
    path("<slug:kind>/<int:number>/", reading.version, name="version"),
    path("<slug:kind>/<uuid:owner_id>/", reading.text, name="text_of"),
    path("<slug:kind>/<uuid:owner_id>/<int:number>/", reading.version, name="version_of"),
]
