"""Addresses of the public pages."""

from django.urls import path

from ritrovo.site.web.views import machines, pages, territory, transparency

app_name = "web"
urlpatterns = [
    path("", pages.home, name="home"),
    path("cerca/", pages.search, name="search"),
    path("ecosistemi/", pages.ecosystems, name="ecosystems"),
    path("ecosistemi/<slug:slug>/", pages.ecosystem, name="ecosystem"),
    path("comuni/<slug:slug>/", territory.municipality, name="municipality"),
    path("trasparenza/", transparency.bodies, name="transparency"),
    path("trasparenza/<slug:tax_code>/", transparency.advantages, name="advantages"),
    path(
        "trasparenza/<slug:tax_code>/<int:year>/",
        transparency.advantages_year,
        name="advantages_year",
    ),
    path(
        "trasparenza/<slug:tax_code>/<int:year>/vantaggi.csv",
        transparency.advantages_csv,
        name="advantages_csv",
    ),
    path("health", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("media/private/<path:path>", machines.private_file, name="private_file"),
    path("media/<path:path>", machines.public_file, name="public_file"),
]
