"""Pages of the desk where lists are brought in, looked at, and taken back."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from io import StringIO
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.inventory.actions import bringing, waiting
from ritrovo.foundations.inventory.choices import Sort
from ritrovo.foundations.inventory.errors import ListUnknown
from ritrovo.foundations.inventory.forms import ListColumnsForm, ListForm
from ritrovo.foundations.inventory.models import WaitingList
from ritrovo.foundations.inventory.policies import KEEPERS, READERS, RULES
from ritrovo.foundations.inventory.queries.lists import (
    ecosystems_for,
    inventories,
    inventory_for,
    lines_of,
    past_campaigns,
    waiting_for,
    waiting_lists,
)
from ritrovo.foundations.inventory.queries.plans import (
    MOST_LINES,
    MOST_OTHER_LINES,
    Plan,
    columns_for,
    plan_of,
    table_in,
)
from ritrovo.foundations.inventory.rules.lines import CellProblem
from ritrovo.foundations.kernel.access import Rule, Scope, opens_to
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, Refusal
from ritrovo.foundations.kernel.tables.grids import MAX_MEGABYTES
from ritrovo.foundations.look.submitting import carried_out
from ritrovo.foundations.look.templatetags.amounts import whole
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.people.queries import organisation_for, organisations_of

LINES_A_PAGE: Final = 50
TWINS_A_PAGE: Final = 25
PROBLEMS_SHOWN: Final = 50
NAMES_SHOWN: Final = 8
UNPROCESSABLE: Final = 422
TWIN: Final = "twin-"
# A cell that begins like this is a formula to a spreadsheet (OWASP, "CSV injection").
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")


@opens_to(READERS, anywhere=True)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Choose whose lists to look at; with one organisation, go straight there."""
    actor = actor_of(request)
    open_to = [each for each in organisations_of(actor) if READERS.admits(actor, Scope(each.pk))]
    if len(open_to) == 1:
        return redirect("inventory:lists", open_to[0].pk)
    return render(request, "inventory/bodies.html", {"organisations": open_to})


@opens_to(READERS)
@require_safe
def lists(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List what was brought in, and what waits."""
    organisation = _body(request, organisation_id)
    return _page(
        request,
        "lists",
        organisation,
        page=_in_pages(request, inventories(organisation_id)),
        waiting=waiting_lists(organisation_id)[:LINES_A_PAGE],
    )


@opens_to(READERS)
@require_safe
def campaigns(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """List the past campaigns, as the lists tell them."""
    organisation = _body(request, organisation_id)
    page = _in_pages(request, past_campaigns(organisation_id))
    return _page(request, "campaigns", organisation, page=page)


@opens_to(RULES["upload_list"])
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Take a list; nothing is written yet."""
    organisation = _body(request, organisation_id, KEEPERS)
    actor = actor_of(request)
    form = ListForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        ecosystems=ecosystems_for(actor, organisation_id),
        initial={"sort": request.GET.get("sort", Sort.GIFTS)},
    )

    def keep(sort: str, file: Any, ecosystem: Any = None) -> WaitingList:
        return waiting.upload_list(
            actor=actor,
            organisation_id=organisation_id,
            sort=sort,
            name=file.name,
            content=file.read(),
            ecosystem_id=ecosystem.pk if ecosystem else None,
        )

    if request.method == "POST" and (kept := carried_out(form, keep)):
        return _go("columns", organisation, kept.pk)
    return _page(
        request,
        "upload",
        organisation,
        form=form,
        megabytes=MAX_MEGABYTES,
        most_lines=MOST_OTHER_LINES,
        most_volunteers=MOST_LINES[Sort.VOLUNTEERS],
    )


@opens_to(RULES["choose_columns"])
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, organisation_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Ask what each column of a list holds."""
    organisation = _body(request, organisation_id, KEEPERS)
    kept = _waiting(request, organisation, waiting_id)
    table = table_in(kept)
    form = ListColumnsForm(
        request.POST or None, sort=kept.sort, table=table, columns=columns_for(kept, table)
    )

    def remember(**_typed: object) -> WaitingList:
        return waiting.choose_columns(
            actor=actor_of(request), waiting_id=waiting_id, columns=form.columns()
        )

    if request.method == "POST" and carried_out(form, remember) is not None:
        return _go("check", organisation, waiting_id)
    return _page(
        request,
        "columns",
        organisation,
        form=form,
        waiting=kept,
        header=table.header,
        rows=[row.cells for row in table.rows[:5]],
        encoding_guessed=table.encoding_guessed,
    )


@opens_to(RULES["write_list"])
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, organisation_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Show what a list would write, then write it."""
    organisation = _body(request, organisation_id, KEEPERS)
    if request.method == "POST":
        return _answered(request, organisation, waiting_id)
    try:
        kept = _waiting(request, organisation, waiting_id)
        plan = plan_of(kept)
    except ListUnknown:
        # The button was pressed twice: the first press brought it in.
        inventory_for(actor_of(request), waiting_id)
        return _go("list", organisation, waiting_id)
    except NotFound:
        raise
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return _go("columns", organisation, waiting_id)
    return _page(request, "check", organisation, **_told(request, plan))


@opens_to(RULES["write_list"])
@require_safe
def problems(request: HttpRequest, organisation_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Give every cell to correct as a table."""
    organisation = _body(request, organisation_id, KEEPERS)
    plan = plan_of(_waiting(request, organisation, waiting_id))
    header = [_("Riga"), _("Colonna"), _("Titolo"), _("C'è scritto"), _("Che cosa fare")]
    rows = _csv_lines(header, map(_problem_row, plan.problems))
    answer = StreamingHttpResponse(rows, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{_("da-correggere")}.csv"'
    answer["Cache-Control"] = "private, no-store"
    return answer  # type: ignore[return-value]


@opens_to(RULES["discard_list"])
@require_POST
def discard(request: HttpRequest, organisation_id: UUID, waiting_id: UUID) -> HttpResponse:
    """Throw a list away without writing it."""
    organisation = _body(request, organisation_id, KEEPERS)
    _waiting(request, organisation, waiting_id)
    waiting.discard_list(actor=actor_of(request), waiting_id=waiting_id)
    messages.success(request, _("L'elenco non c'è più. Non è stato scritto niente."))
    return _go("lists", organisation)


@opens_to(READERS)
@require_safe
def show(request: HttpRequest, organisation_id: UUID, inventory_id: UUID) -> HttpResponse:
    """Show a list that was brought in, line by line."""
    organisation = _body(request, organisation_id)
    inventory = _brought(request, organisation, inventory_id)
    page = _in_pages(request, lines_of(inventory_id))
    return _page(request, "list", organisation, inventory=inventory, page=page)


@opens_to(RULES["undo_list"])
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: HttpRequest, organisation_id: UUID, inventory_id: UUID) -> HttpResponse:
    """Ask whether to take a list back whole, then do it."""
    organisation = _body(request, organisation_id, KEEPERS)
    inventory = _brought(request, organisation, inventory_id)
    if request.method == "POST":
        bringing.undo_list(actor=actor_of(request), inventory_id=inventory_id)
        messages.success(request, _("L'elenco è annullato, tutto intero."))
        return _go("list", organisation, inventory_id)
    return _page(request, "undo", organisation, inventory=inventory)


def _answered(
    request: HttpRequest, organisation: Organisation, waiting_id: UUID
) -> HttpResponseRedirect:
    """Keep what was said of the twins on the page, and write the list if that was the button."""
    actor = actor_of(request)
    all_same = "all_same" in request.POST
    said = {} if all_same else answers_in(request.POST)
    try:
        if said or all_same:
            waiting.answer_who(actor=actor, waiting_id=waiting_id, answers=said, all_same=all_same)
        if "write" in request.POST:
            done = bringing.write_list(actor=actor, waiting_id=waiting_id)
            messages.success(
                request,
                ngettext("Scritta %(n)s riga.", "Scritte %(n)s righe.", done.lines_count)
                % {"n": whole(done.lines_count)},
            )
            return _go("list", organisation, done.pk)
    except (NotAllowed, NotFound):
        # Pressed twice: the page of what was written answers, or says that there is nothing.
        return _go("check", organisation, waiting_id)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    onward = request.POST.get("page", "")
    return redirect(_address("check", organisation, waiting_id) + f"?page={onward or 1}#twins")


def answers_in(posted: Mapping[str, str]) -> dict[str, UUID | None]:
    """Read who was said to be whom; what is no id at all is nobody known."""
    said: dict[str, UUID | None] = {}
    for name in posted:
        if name.startswith(TWIN):
            try:
                said[name.removeprefix(TWIN)] = UUID(posted[name])
            except ValueError:
                said[name.removeprefix(TWIN)] = None
    return said


def _told(request: HttpRequest, plan: Plan) -> dict[str, Any]:
    """Give what the page says of a plan."""
    return {
        "plan": plan,
        "waiting": plan.waiting,
        "problems": plan.problems[:PROBLEMS_SHOWN],
        "page": _in_pages(request, plan.twins, TWINS_A_PAGE),
        "bodies": plan.bodies[:NAMES_SHOWN],
        "more_bodies": max(0, len(plan.bodies) - NAMES_SHOWN),
        "told": plan.told[:NAMES_SHOWN],
        "said": {key: str(party_id) for key, party_id in plan.answered.items()},
    }


def _body(request: HttpRequest, organisation_id: UUID, rule: Rule = READERS) -> Organisation:
    actor = actor_of(request)
    rule.require(actor, Scope(organisation_id))
    return organisation_for(actor, organisation_id)


def _waiting(request: HttpRequest, organisation: Organisation, waiting_id: UUID) -> WaitingList:
    kept = waiting_for(actor_of(request), waiting_id)
    if kept.organisation_id != organisation.pk:
        raise ListUnknown
    return kept


def _brought(request: HttpRequest, organisation: Organisation, inventory_id: UUID) -> Any:
    found = inventory_for(actor_of(request), inventory_id)
    if found.organisation_id != organisation.pk:
        raise ListUnknown
    return found


def _page(
    request: HttpRequest, template: str, organisation: Organisation, **context: Any
) -> HttpResponse:
    form = context.get("form")
    refused = form is not None and form.is_bound and form.errors
    whole = {
        "organisation": organisation,
        "may_write": KEEPERS.admits(actor_of(request), Scope(organisation.pk)),
        "trail": [(_("Quello che avete già"), _address("lists", organisation))],
        **context,
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, f"inventory/{template}.html", whole, status=status)


def _address(name: str, organisation: Organisation, *rest: object) -> str:
    return reverse(f"inventory:{name}", args=[organisation.pk, *rest])


def _go(name: str, organisation: Organisation, *rest: object) -> HttpResponseRedirect:
    return redirect(_address(name, organisation, *rest))


def _in_pages(request: HttpRequest, things: Any, on_a_page: int = LINES_A_PAGE) -> Page[Any]:
    return Paginator(things, on_a_page).get_page(request.GET.get("page"))


def _problem_row(problem: CellProblem) -> list[str]:
    return [
        str(problem.line),
        str(problem.column or ""),
        problem.header,
        problem.found,
        str(problem.trouble.label),
    ]


def _csv_lines(header: list[str], rows: Iterator[list[str]]) -> Iterator[str]:
    # Without this mark a spreadsheet reads accents wrongly.
    yield "\ufeff"
    for row in (header, *rows):
        line = StringIO()
        csv.writer(line, delimiter=";").writerow(
            [f"'{cell}" if cell.startswith(RISKY) else cell for cell in row]
        )
        yield line.getvalue()
