"""The trial post: where there is no mail server, every mail can be read here."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ritrovo.foundations.kernel.access import ANYONE, opens_to
from ritrovo.foundations.kernel.refusals import NotFound
from ritrovo.foundations.messages import mailbox as folder
from ritrovo.foundations.messages.policies import require_mailbox

PER_PAGE = 30


@opens_to(ANYONE)
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """List the mails of the folder, newest first, of one address when somebody searches."""
    require_mailbox(request)
    search = request.GET.get("a", "")[:100]
    page = Paginator(folder.names(search), PER_PAGE).get_page(request.GET.get("page"))
    mails = [folder.outside(name) for name in page.object_list]
    context = {"page": page, "mails": mails, "search": search}
    return render(request, "ritrovo_messages/mailbox.html", context)


@opens_to(ANYONE)
@never_cache
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    """Show one mail, its links ready to be followed."""
    require_mailbox(request)
    path = folder.path_of(name)
    if path is None:
        raise NotFound
    return render(request, "ritrovo_messages/mail.html", {"mail": folder.opened(path)})


@opens_to(ANYONE)
@never_cache
@require_safe
def raw_mail(request: HttpRequest, name: str) -> HttpResponse:
    """Give the mail's file, as any mail program opens it."""
    require_mailbox(request)
    path = folder.path_of(name)
    if path is None:
        raise NotFound
    answer = HttpResponse(path.read_bytes(), content_type="message/rfc822")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
