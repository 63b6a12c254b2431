"""The least a page that writes can do: one row, then a redirect."""

from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.models import IdempotencyKey


@opens_to(ANYONE)
@require_POST
def bare(request: HttpRequest) -> HttpResponse:
    """Insert one row as Django does by itself, behind the same middleware, session and cookies."""
    who, key = request.user.pk, request.POST["key"]
    IdempotencyKey.objects.create(scope=f"bench:{who}", key=uuid4(), digest=key, answer=uuid4())
    return redirect("/")
