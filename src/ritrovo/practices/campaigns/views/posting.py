"""What every page with a form needs: what was sent, and the status of the answer."""

from __future__ import annotations

from django.forms import BaseForm
from django.http import HttpRequest, QueryDict


def posted(request: HttpRequest) -> QueryDict | None:
    """Give what a form sent, also when it sent nothing; None when the page is only opened."""
    return request.POST if request.method == "POST" else None


def status_of(form: BaseForm) -> int:
    """Say 422 for a form that came back with its errors, 200 for a fresh one."""
    return 422 if form.is_bound else 200
