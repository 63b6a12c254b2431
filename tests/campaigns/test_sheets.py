"""A sheet of paper counts once, whoever types it; what two people read otherwise is decided."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from PIL import Image

from ritrovo.foundations.contributions.models import Milestone
from ritrovo.foundations.kernel.access import NOBODY, Actor
from ritrovo.foundations.kernel.refusals import NotAllowed
from ritrovo.foundations.messages.models import Message
from ritrovo.foundations.people.knowing import Identity
from ritrovo.practices.campaigns.actions import pledging, sheets
from ritrovo.practices.campaigns.choices import CampaignKind, OfferState, PledgeState
from ritrovo.practices.campaigns.known import erase
from ritrovo.practices.campaigns.models import Campaign, NeedOffer, Pledge, Sheet, SheetDifference
from ritrovo.practices.campaigns.plans import PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.queries.sheets import disagreements, promised_on
from ritrovo.practices.campaigns.sheet_errors import (
    CampaignTakesNoSheets,
    DifferenceDecided,
    PhotographUnreadable,
    RowMovedOn,
    SheetRowsRefused,
)
from ritrovo.practices.campaigns.sheet_photographs import may_read_photograph
from ritrovo.practices.campaigns.sheet_printing import sheets_pdf
from ritrovo.practices.campaigns.sheet_proofs import rows_give_to_their_own_campaign
from ritrovo.practices.campaigns.sheet_rows import WrittenRow
from tests import factories
from tests.campaigns.lives import balance
from tests.campaigns.races import drifted

ANNA = WrittenRow(1, "Anna", "Rossi", phone="333 1234567", cents=2000)
BRUNO = WrittenRow(2, "Bruno", "Sella", email="bruno@example.org", cents=5000)


def a_campaign(**facts: Any) -> Campaign:
    return factories.make_campaign(needs=[PlannedNeed("task", "Montare le scrivanie")], **facts)


def a_sheet(campaign: Campaign, rows: int = 10) -> Sheet:
    (made,) = sheets.print_sheets(
        actor=promoter(campaign), campaign_id=campaign.pk, rows=rows, copies=1
    )
    return made


def promoter(campaign: Campaign) -> Actor:
    return factories.promoter_of(campaign.promoter)


def another(campaign: Campaign) -> Actor:
    return factories.as_actor(
        factories.make_login_with_role("operator", organisation=campaign.promoter)
    )


def helper(campaign: Campaign, place: int = 3) -> WrittenRow:
    need = campaign.needs.get()
    return WrittenRow(place, "Carla", "Gila", phone="015 777888", need_id=str(need.pk))


@pytest.fixture
def campaign(db: None) -> Campaign:
    return a_campaign()


@pytest.fixture
def sheet(campaign: Campaign) -> Sheet:
    return a_sheet(campaign)


def test_signed_rows_count_at_once_without_a_link_to_open(campaign, sheet):
    typed = sheets.record_sheet(
        actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA, BRUNO, helper(campaign)]
    )
    assert (typed.written, typed.before) == ([1, 2, 3], [])
    pledges = campaign.pledges.order_by("cents")
    assert [(p.state, p.channel) for p in pledges] == [("counted", "paper")] * 2
    assert balance(campaign.promised_account_id) == 7000 == promised_on(sheet)
    assert NeedOffer.objects.get().state == OfferState.OFFERED
    assert Milestone.objects.filter(kind="need_answered").count() == 1
    assert not Message.objects.filter(kind="campaigns.promise").exists()
    assert not drifted()


def test_who_promises_and_helps_in_one_row_is_one_person(campaign, sheet):
    row = replace(helper(campaign), cents=1000)
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[row])
    assert NeedOffer.objects.get().party_id == Pledge.objects.get().backer_id


def test_a_sheet_typed_twice_by_two_people_counts_once(campaign, sheet):
    rows = [ANNA, BRUNO, helper(campaign)]
    first, second = promoter(campaign), another(campaign)
    sheets.record_sheet(actor=first, sheet_id=sheet.pk, rows=rows)
    otherwise = [replace(ANNA, given_name=" ANNA ", phone="+39 3331234567"), *rows[1:]]
    typed = sheets.record_sheet(actor=second, sheet_id=sheet.pk, rows=otherwise)
    assert typed.written == []
    assert [(each.place, each.by, each.is_same) for each in typed.before] == [
        (place, "Bruna Bosio", True) for place in (1, 2, 3)
    ]
    assert campaign.pledges.count() == 2
    assert NeedOffer.objects.count() == 1
    assert not SheetDifference.objects.exists()


def test_a_row_read_otherwise_waits_and_the_first_stands(campaign, sheet):
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA])
    for _twice in range(2):
        typed = sheets.record_sheet(
            actor=another(campaign), sheet_id=sheet.pk, rows=[replace(ANNA, cents=7000)]
        )
    assert not typed.before[0].is_same
    (waiting,) = disagreements(sheet)
    assert [(each.first, each.second) for each in waiting.readings] == [(2000, 7000)]
    assert balance(campaign.promised_account_id) == 2000


def differing(campaign: Campaign, sheet: Sheet) -> SheetDifference:
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA])
    other = replace(ANNA, given_name="Anita", cents=7000)
    sheets.record_sheet(actor=another(campaign), sheet_id=sheet.pk, rows=[other])
    return SheetDifference.objects.get()


def test_the_promoter_may_take_the_second_reading(campaign, sheet):
    waiting = differing(campaign, sheet)
    decided = sheets.decide_difference(
        actor=promoter(campaign), difference_id=waiting.pk, is_taken=True
    )
    assert decided.written == {}
    states = dict(campaign.pledges.values_list("given_name", "state"))
    assert states == {"Anna": PledgeState.WITHDRAWN, "Anita": PledgeState.COUNTED}
    assert balance(campaign.promised_account_id) == 7000
    assert not disagreements(sheet)
    again = sheets.record_sheet(
        actor=another(campaign),
        sheet_id=sheet.pk,
        rows=[replace(ANNA, given_name="Anita", cents=7000)],
    )
    assert again.before[0].is_same
    assert not drifted()


def test_the_promoter_may_keep_the_first_and_nobody_decides_twice(campaign, sheet):
    waiting = differing(campaign, sheet)
    with pytest.raises(NotAllowed):
        sheets.decide_difference(actor=another(campaign), difference_id=waiting.pk, is_taken=True)
    sheets.decide_difference(actor=promoter(campaign), difference_id=waiting.pk, is_taken=False)
    assert balance(campaign.promised_account_id) == 2000
    with pytest.raises(DifferenceDecided):
        sheets.decide_difference(actor=promoter(campaign), difference_id=waiting.pk, is_taken=True)


def test_a_reading_whose_help_was_accepted_stands(campaign, sheet):
    row = helper(campaign)
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[row])
    other = replace(row, family_name="Gilla")
    sheets.record_sheet(actor=another(campaign), sheet_id=sheet.pk, rows=[other])
    NeedOffer.objects.update(state=OfferState.ACCEPTED)
    with pytest.raises(RowMovedOn):
        sheets.decide_difference(
            actor=promoter(campaign),
            difference_id=SheetDifference.objects.get().pk,
            is_taken=True,
        )


def test_one_wrong_row_writes_nothing_and_says_which(campaign, sheet):
    wrong = [replace(BRUNO, cents=10), replace(ANNA, place=11)]
    with pytest.raises(SheetRowsRefused) as refused:
        sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA, *wrong])
    assert {place: type(why).__name__ for place, why in refused.value.rows.items()} == {
        2: "AmountTooSmall",
        11: "NotOnTheSheet",
    }
    assert not campaign.pledges.exists()
    assert not sheet.typed_rows.exists()


def test_a_big_promise_on_paper_waits_for_the_promoter(campaign, sheet):
    sheets.record_sheet(
        actor=promoter(campaign), sheet_id=sheet.pk, rows=[replace(ANNA, cents=200_000)]
    )
    made = campaign.pledges.get()
    assert made.state == PledgeState.TO_APPROVE
    pledging.approve_pledge(actor=promoter(campaign), pledge_id=made.pk)
    assert balance(campaign.promised_account_id) == 200_000


def test_other_organisations_and_passers_by_type_nothing(campaign, sheet):
    stranger = factories.promoter_of(factories.make_organisation("Altri"))
    for actor in (NOBODY, stranger):
        with pytest.raises(NotAllowed):
            sheets.record_sheet(actor=actor, sheet_id=sheet.pk, rows=[ANNA])


def test_no_sheets_for_a_campaign_that_takes_no_promises(db):
    draft = a_campaign(state="draft")
    with pytest.raises(CampaignTakesNoSheets):
        a_sheet(draft)


def test_no_sheets_for_a_campaign_that_only_takes_promises_with_a_reward(db):
    only = factories.make_campaign(
        kind=CampaignKind.REWARD, rewards=[PlannedReward("Tazza", 2500, 1000)]
    )
    with pytest.raises(CampaignTakesNoSheets):
        a_sheet(only)


# Photographs --------------------------------------------------------------------------------------


def test_a_photograph_is_drawn_anew_and_only_those_who_see_promises_see_it(campaign, sheet):
    file = factories.make_picture_file(300, 200)
    exif = Image.Exif()
    exif[0x010F] = "Una marca"
    out = BytesIO()
    Image.open(file).save(out, "JPEG", exif=exif)
    out.seek(0)
    kept = sheets.attach_photograph(actor=promoter(campaign), sheet_id=sheet.pk, file=out)
    assert not Image.open(kept.photograph.open()).getexif()
    assert kept.photograph.name.startswith("private/sheets/")
    stranger = factories.promoter_of(factories.make_organisation("Altri"))
    assert may_read_photograph(promoter(campaign), kept.photograph.name)
    assert not may_read_photograph(stranger, kept.photograph.name)
    assert not may_read_photograph(NOBODY, kept.photograph.name)
    assert not sheets.remove_photograph(actor=promoter(campaign), sheet_id=sheet.pk).photograph


def test_what_is_no_picture_is_refused(campaign, sheet):
    for content in (b"", b"<svg onload=alert(1)>", b"%PDF-1.4", b"\xff\xd8\xff" + b"x" * 99):
        with pytest.raises(PhotographUnreadable):
            sheets.attach_photograph(
                actor=promoter(campaign), sheet_id=sheet.pk, file=BytesIO(content)
            )


# Paper --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [10, 20])
def test_each_printed_sheet_carries_its_own_code_its_rows_and_the_notice(campaign, rows):
    made = sheets.print_sheets(
        actor=promoter(campaign), campaign_id=campaign.pk, rows=rows, copies=2
    )
    document = pypdfium2.PdfDocument(sheets_pdf(campaign, made, language="it"))
    assert len(document) == 2
    for page, one in zip(document, made, strict=True):
        codes = zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())
        link = reverse("campaigns:sheet_code", args=[one.code])
        assert [code.text for code in codes] == [campaign.site.root + link]
        text = page.get_textpage().get_text_bounded()
        assert f"{one.code}-{rows:02}" in text
        assert "A Montare le scrivanie" in " ".join(text.split())
        assert "Puoi chiedere di vederli" in text
        assert campaign.beneficiary.legal_name in " ".join(text.split())


# Pages --------------------------------------------------------------------------------------------


@pytest.fixture
def desk(client, campaign):
    client.force_login(
        factories.make_login_with_role("operator", organisation=campaign.promoter).login
    )
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"campaigns:{name}", args=args)


def as_sent(rows: int, **cells: str) -> dict[str, str]:
    """Write a form as a browser sends it: `r1_given_name` becomes `r-0-given_name`."""
    management = {"r-TOTAL_FORMS": str(rows), "r-INITIAL_FORMS": "0"}
    named = {}
    for name, value in cells.items():
        place, field = name[1:].split("_", 1)
        named[f"r-{int(place) - 1}-{field}"] = value
    return management | named


def test_a_whole_sheet_is_typed_in_one_form(desk, campaign, sheet):
    cells = {}
    for place in range(1, 11):
        cells |= {
            f"r{place}_given_name": f"Nome{place}",
            f"r{place}_contact": f"015 55500{place:02}",
            f"r{place}_amount": "12,50",
        }
    page = address("desk_sheet", campaign.pk, sheet.pk)
    answer = desk.post(page, as_sent(10, **cells), follow=True)
    assert "Registrate 10 righe." in answer.content.decode()
    assert balance(campaign.promised_account_id) == 12_500
    again = desk.post(page, as_sent(10, **cells), follow=True)
    assert "non contano due volte" in again.content.decode()
    assert campaign.pledges.count() == 10


def test_errors_stand_by_their_row_and_everything_typed_stays(desk, campaign, sheet):
    cells = {
        "r1_given_name": "Anna",
        "r1_contact": "015 555001",
        "r1_amount": "20",
        "r2_given_name": "<b>Bruno</b>",
        "r2_amount": "venti",
        "r3_contact": "niente",
        "r4_given_name": "x" * 101,
        "r5_given_name": "Elsa",
    }
    answer = desk.post(address("desk_sheet", campaign.pk, sheet.pk), as_sent(10, **cells))
    html = answer.content.decode()
    assert answer.status_code == 422
    for words in (
        f"{sheet.code}-02, Euro",
        f"{sheet.code}-03, Telefono o e-mail",
        "Manca che cosa dà",
        'value="Anna"',
        'value="venti"',
        "&lt;b&gt;Bruno",
    ):
        assert words in html
    assert not campaign.pledges.exists()


def test_what_the_action_refuses_stands_by_its_row_too(desk, campaign, sheet):
    cells = {"r1_given_name": "Anna", "r1_contact": "015 555001", "r1_amount": "0,10"}
    answer = desk.post(address("desk_sheet", campaign.pk, sheet.pk), as_sent(10, **cells))
    assert answer.status_code == 422
    assert "Il minimo è" in answer.content.decode() or "il minimo è" in answer.content.decode()


def test_an_empty_sheet_and_more_rows_than_printed_change_nothing(desk, campaign, sheet):
    page = address("desk_sheet", campaign.pk, sheet.pk)
    assert "rimasto com" in desk.post(page, as_sent(10), follow=True).content.decode()
    many = as_sent(500, r400_given_name="Anna", r400_amount="20", r400_contact="015 555001")
    desk.post(page, many)
    assert not campaign.pledges.exists()


def test_a_scanned_code_opens_the_sheet_and_is_nothing_to_strangers(desk, campaign, sheet, client):
    answer = desk.get(address("sheet_code", sheet.code))
    assert answer["Location"] == address("desk_sheet", campaign.pk, sheet.pk)
    assert desk.get(address("sheet_code", "ZZZZZZ")).status_code == 404
    client.force_login(factories.make_member().login)
    assert client.get(address("sheet_code", sheet.code)).status_code == 404


def test_sheets_are_printed_found_and_listed(desk, campaign):
    empty = desk.get(address("desk_sheets", campaign.pk)).content.decode()
    assert "Nessun foglio, per ora" in empty
    answer = desk.post(address("desk_print_sheets", campaign.pk), {"rows": "10", "copies": "3"})
    assert answer["Content-Type"] == "application/pdf"
    assert campaign.sheets.count() == 3
    one = campaign.sheets.first()
    found = desk.post(address("desk_find_sheet", campaign.pk), {"code": f" {one.code.lower()}-04"})
    assert found["Location"] == address("desk_sheet", campaign.pk, one.pk)
    bad = desk.post(address("desk_find_sheet", campaign.pk), {"code": "nonce"})
    assert bad.status_code == 422
    assert "Non troviamo un foglio" in bad.content.decode()
    refused = desk.post(address("desk_print_sheets", campaign.pk), {"rows": "9", "copies": "999"})
    assert refused.status_code == 422


def test_a_photograph_is_added_on_the_page_and_another_file_refused(desk, campaign, sheet):
    page = address("desk_sheet_photograph", campaign.pk, sheet.pk)
    bad = desk.post(page, {"photograph": SimpleUploadedFile("x.jpg", b"no", "image/jpeg")})
    assert bad.status_code == 422
    picture = factories.make_picture_file(100, 80).getvalue()
    desk.post(page, {"photograph": SimpleUploadedFile("f.jpg", picture, "image/jpeg")})
    sheet.refresh_from_db()
    assert desk.get(sheet.photograph.url).status_code == 200


def test_the_list_asks_as_many_questions_for_one_sheet_as_for_twenty(
    desk, campaign, django_assert_num_queries
):
    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(
            connection,
        ) as seen:
            desk.get(address("desk_sheets", campaign.pk))
        return len(seen)

    a_sheet(campaign)
    one = queries()
    sheets.print_sheets(actor=promoter(campaign), campaign_id=campaign.pk, rows=10, copies=19)
    assert queries() == one


def test_a_sheet_asks_as_many_questions_full_as_with_one_row(desk, campaign, sheet):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            desk.get(address("desk_sheet", campaign.pk, sheet.pk))
        return len(seen)

    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA])
    one = queries()
    more = [replace(BRUNO, place=place) for place in range(2, 11)]
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=more)
    assert queries() == one


# Whatever is typed --------------------------------------------------------------------------------

ROWS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from([0, 500, 2000]), st.booleans()), max_size=8
)


class TestAnyTyping(TestCase):
    """Whoever types which rows in which order, each row gives once and the books balance."""

    @given(readings=st.lists(ROWS, max_size=3), taken=st.booleans())
    def test_the_sum_promised_is_that_of_the_readings_that_stand(self, readings, taken):
        campaign = a_campaign()
        sheet, actor = a_sheet(campaign), promoter(campaign)
        need = str(campaign.needs.get().pk)
        for reading in readings:
            rows = {
                place: WrittenRow(place, "Anna", phone="015555", cents=cents, need_id=need * helps)
                for place, cents, helps in reading
                if cents or helps
            }
            sheets.record_sheet(actor=actor, sheet_id=sheet.pk, rows=rows.values())
        for waiting in disagreements(sheet):
            sheets.decide_difference(
                actor=actor, difference_id=waiting.difference.pk, is_taken=taken
            )
        assert balance(campaign.promised_account_id) == promised_on(sheet)
        standing = campaign.pledges.filter(state=PledgeState.COUNTED)
        assert standing.count() == sheet.typed_rows.exclude(pledge=None).count()
        offers = NeedOffer.objects.filter(state=OfferState.OFFERED).count()
        assert offers == sheet.typed_rows.exclude(offer=None).count()
        assert not drifted()


# Who asks to be forgotten ------------------------------------------------------------------------


def test_who_is_forgotten_leaves_no_reading_and_no_photograph(campaign, sheet):
    waiting = differing(campaign, sheet)
    file = factories.make_picture_file(60, 40)
    sheets.attach_photograph(actor=promoter(campaign), sheet_id=sheet.pk, file=file)
    theirs = Identity(frozenset({campaign.pledges.get().backer_id}))
    with transaction.atomic():
        erase(theirs)
    waiting.refresh_from_db()
    sheet.refresh_from_db()
    assert (waiting.written, sheet.photograph.name) == ({}, "")
    assert sheet.typed_rows.count() == 1


def test_the_proof_finds_a_row_that_gave_to_another_campaign(campaign, sheet):
    sheets.record_sheet(actor=promoter(campaign), sheet_id=sheet.pk, rows=[ANNA])
    assert rows_give_to_their_own_campaign().drifted == []
    Sheet.objects.update(campaign=a_campaign(title="Un'altra"))
    assert len(rows_give_to_their_own_campaign().drifted) == 1
