"""What leaves the desk about volunteers: lists for the insurer, the register, the hours sheet."""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ritrovo.foundations.documents.pages import Body
from ritrovo.foundations.documents.volunteer_papers import (
    HoursSheetPage,
    RegisterLine,
    RegisterPage,
    hours_sheet_pdf,
)
from ritrovo.foundations.documents.volunteer_papers import (
    register_pdf as set_register,
)
from ritrovo.foundations.documents.wording import Language
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import opens_to
from ritrovo.foundations.look.formatting import format_day, language
from ritrovo.foundations.people.models import Organisation
from ritrovo.foundations.volunteers.choices import EntryKind
from ritrovo.foundations.volunteers.forms import PeriodForm
from ritrovo.foundations.volunteers.models import VolunteerEntry
from ritrovo.foundations.volunteers.policies import READERS
from ritrovo.foundations.volunteers.queries.insurer import InsuredPeople, insured_people
from ritrovo.foundations.volunteers.queries.registers import (
    enrolled_on,
    entries,
    head_of,
    occasions,
)
from ritrovo.foundations.volunteers.queries.registers import enrolments as enrolments_of
from ritrovo.foundations.volunteers.rules import Details
from ritrovo.site.desk.treasury.tables import pdf_answer
from ritrovo.site.desk.volunteers.frame import address, body_for, page
from ritrovo.site.desk.volunteers.spreadsheets import insurer_csv_answer, insurer_xlsx_answer

ROWS_ON_A_SHEET: Final = 18


@opens_to(READERS)
@require_safe
def lists(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Choose the days and see whom the insurer's list will name."""
    organisation = body_for(request, organisation_id)
    form = _period(request)
    found = _people(organisation_id, form) if form.is_valid() else None
    return page(
        request,
        "lists",
        organisation,
        section="lists",
        form=form,
        found=found,
        chosen=request.GET.urlencode(),
    )


@opens_to(READERS)
@require_safe
def insurer_csv(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give the insurer's list as CSV."""
    organisation = body_for(request, organisation_id)
    form = _period(request)
    if not form.is_valid():
        return redirect(address("lists", organisation) + f"?{request.GET.urlencode()}")
    return insurer_csv_answer(_name(form), _people(organisation_id, form))


@opens_to(READERS)
@require_safe
def insurer_xlsx(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give the insurer's list as a workbook."""
    organisation = body_for(request, organisation_id)
    form = _period(request)
    if not form.is_valid():
        return redirect(address("lists", organisation) + f"?{request.GET.urlencode()}")
    return insurer_xlsx_answer(_name(form), _people(organisation_id, form))


@opens_to(READERS)
@require_safe
def register_pdf(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give both lists on paper, with the register's fingerprint."""
    organisation = body_for(request, organisation_id)
    head, ends = head_of(organisation_id), _ends(organisation_id)
    moment = clock.now()
    made = RegisterPage(
        body=_body(organisation),
        on=clock.day_of(moment),
        enrolled=tuple(_line(entry, ends) for entry in entries(organisation_id)),
        occasional=tuple(
            RegisterLine(
                name=each.data.name_in_list,
                identity=_identity(each.data.details),
                residence=each.data.residence,
                first_day=each.first_day,
                last_day=each.last_day,
                note=each.task,
            )
            for each in occasions(organisation_id).order_by("first_day", "pk")
        ),
        places=head.last_place,
        digest=head.last_digest,
    )
    file = set_register(made, language=_language(), made_at=moment)
    return pdf_answer("registro-volontari.pdf", file)


@opens_to(READERS)
@require_safe
def hours_sheet(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Give a sheet to write and sign hours on, with the names of today's volunteers."""
    organisation = body_for(request, organisation_id)
    day = clock.today()
    names = [each.data.details.name for each in enrolled_on(organisation_id, day, day)]
    made = HoursSheetPage(_body(organisation), tuple(names), ROWS_ON_A_SHEET)
    file = hours_sheet_pdf(made, language=_language(), made_at=clock.now())
    return pdf_answer("foglio-ore.pdf", file)


def _period(request: HttpRequest) -> PeriodForm:
    today = clock.today().isoformat()
    asked = {name: request.GET.get(name, today) for name in ("first_day", "last_day")}
    return PeriodForm(asked)


def _people(organisation_id: UUID, form: PeriodForm) -> InsuredPeople:
    days = form.cleaned_data
    return insured_people(organisation_id, days["first_day"], days["last_day"])


def _name(form: PeriodForm) -> str:
    first, last = form.cleaned_data["first_day"], form.cleaned_data["last_day"]
    return f"volontari-{first.isoformat()}" + (f"-{last.isoformat()}" if last > first else "")


def _ends(organisation_id: UUID) -> dict[UUID, date | None]:
    return dict(enrolments_of(organisation_id).values_list("pk", "ended_on"))


def _line(entry: VolunteerEntry, ends: dict[UUID, date | None]) -> RegisterLine:
    """Write a line as it was written; its end stands beside the enrolment's own line."""
    return RegisterLine(
        name=entry.data.name_in_list,
        identity=_identity(entry.data.details),
        residence=entry.data.residence,
        first_day=entry.started_on,
        last_day=None if entry.corrects_id else ends.get(entry.pk),
        number=entry.number,
        note=_note(entry),
    )


def _note(entry: VolunteerEntry) -> str:
    if entry.corrects is None:
        return ""
    if entry.kind == EntryKind.VOIDED:
        return _("annulla la riga %(n)s") % {"n": entry.corrects.number}
    return _("corregge la riga %(n)s") % {"n": entry.corrects.number}


def _identity(details: Details) -> str:
    if details.tax_code:
        return details.tax_code
    if details.birth_date is None:
        return ""
    return f"{details.birth_place}, {format_day(details.birth_date)}"


def _body(organisation: Organisation) -> Body:
    place = organisation.municipality
    town = f"{organisation.postcode} {place.name} ({place.province_code})".strip() if place else ""
    return Body(
        name=organisation.legal_name,
        tax_code=organisation.tax_code,
        seat=", ".join(filter(None, [organisation.address, town])),
    )


def _language() -> Language:
    return "en" if language() == "en" else "it"
