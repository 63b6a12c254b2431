"""Problem documents (RFC 9457): how the API says no."""

from __future__ import annotations

from django.http import JsonResponse

from ritrovo.foundations.kernel.refusals import Refusal


def problem(refusal: Refusal) -> JsonResponse:
    """Answer a refusal as `application/problem+json`."""
    body = {
        "type": f"/problems/{type(refusal).__name__}",
        "title": str(refusal),
        "status": refusal.status,
    }
    if refusal.field:
        body["field"] = refusal.field
    return JsonResponse(body, status=refusal.status, content_type="application/problem+json")
