"""Addresses of the public pages."""

from django.urls import path

from ritrovo.site.web.views import machines, pages

app_name = "web"
urlpatterns = [
    path("", pages.home, name="home"),
    path("cerca/", pages.search, name="search"),
    path("ecosistemi/", pages.ecosystems, name="ecosystems"),
    path("ecosistemi/<slug:slug>/", pages.ecosystem, name="ecosystem"),
    path("health", machines.health, name="health"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("media/private/<path:path>", machines.private_file, name="private_file"),
    path("media/<path:path>", machines.public_file, name="public_file"),
]
