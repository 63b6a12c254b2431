"""Every address of the platform, and the bare page."""

from django.urls import include, path

from bench.views import bare

urlpatterns = [path("bench/bare/", bare), path("", include("ritrovo.config.urls"))]
