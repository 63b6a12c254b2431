"""The API of an installation: the routers practices register, and one way of saying no."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from ninja import NinjaAPI
from ninja.errors import ValidationError

from ritrovo.foundations.ecosystems.practices import practices
from ritrovo.foundations.kernel.problems import problem
from ritrovo.foundations.kernel.refusals import Refusal
from ritrovo.site.api.errors import RequestMalformed

service = NinjaAPI(
    title="Ritrovo",
    version="1",
    description="What programs may ask of an installation. Amounts are whole euro cents.",
    urls_namespace="api",
    docs_url=None,
)
for practice in practices():
    if practice.api:
        service.add_router(f"/{practice.slug}", import_string(practice.api), tags=[practice.slug])


@service.exception_handler(Refusal)
def refuse(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer every refusal as a problem document, in one place."""
    return problem(refusal)


@service.exception_handler(ValidationError)
def explain(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Say which fields of a request cannot be read."""
    fields = ", ".join(str(each["loc"][-1]) for each in error.errors)
    return problem(RequestMalformed(fields=fields))
