"""A promoter writes a campaign; what is missing is named, what is published stays."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from PIL import Image

from ritrovo.foundations.ecosystems import actions as ecosystems
from ritrovo.foundations.kernel import clock
from ritrovo.foundations.kernel.access import SYSTEM
from ritrovo.foundations.kernel.refusals import NotAllowed, NotFound, refusing
from ritrovo.foundations.people import actions as people
from ritrovo.practices.campaigns import pictures
from ritrovo.practices.campaigns.actions import preparing
from ritrovo.practices.campaigns.choices import Status
from ritrovo.practices.campaigns.errors import (
    BeneficiaryUnfit,
    DatesOutOfOrder,
    HostingMissing,
    NotReady,
    PictureUnreadable,
    ReleasesMissing,
    RewardPriceMissing,
    SlugTaken,
    SubstanceFrozen,
    TransitionNotAllowed,
    WordsMissing,
)
from ritrovo.practices.campaigns.models import Campaign
from ritrovo.practices.campaigns.plans import PlannedLine, PlannedNeed, PlannedReward
from ritrovo.practices.campaigns.queries.readiness import gaps
from ritrovo.practices.campaigns.steps.writing import RESERVED
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep pictures in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def draft() -> Campaign:
    return factories.make_campaign("draft")


def began(**facts: object) -> Campaign:
    """Begin a campaign with as little as the actions ask."""
    organisation = facts.pop("organisation", None) or factories.make_organisation()
    ecosystem = facts.pop("ecosystem", None) or factories.make_ecosystem()
    known = {
        "title": "Il forno",
        "category_id": "civic.commons",
        "municipality_id": factories.make_municipality().pk,
    }
    return preparing.create_campaign(
        actor=factories.promoter_of(organisation),
        promoter_id=organisation.pk,
        ecosystem_id=ecosystem.pk,
        **(known | facts),
    )


# Beginning ---------------------------------------------------------------------------------------


def test_a_campaign_begins_as_a_draft_with_days_and_terms_of_the_house():
    campaign = began()
    assert campaign.status == Status.DRAFT
    assert campaign.opens_on > clock.today()
    assert campaign.collection_days == 30
    assert campaign.approve_above_cents == 100_000
    assert campaign.beneficiary_id == campaign.promoter_id


def test_two_campaigns_of_one_title_get_two_addresses():
    assert [began().slug, began().slug] == ["il-forno", "il-forno-2"]


def test_a_title_never_takes_the_address_of_a_page():
    assert began(title="Scrivania").slug not in RESERVED
    with pytest.raises(SlugTaken):
        began(slug="scrivania")


def test_an_address_that_is_taken_is_refused():
    began(slug="forno")
    with pytest.raises(SlugTaken):
        began(slug="forno")


def test_who_does_not_promote_begins_nothing():
    organisation = factories.make_organisation()
    editor = factories.make_login_with_role("editor", organisation=organisation)
    with pytest.raises(NotAllowed):
        preparing.create_campaign(
            actor=factories.as_actor(editor),
            promoter_id=organisation.pk,
            ecosystem_id=factories.make_ecosystem().pk,
            title="Il forno",
        )


def test_an_ecosystem_without_campaigns_takes_none():
    ecosystem = factories.make_ecosystem()
    ecosystems.switch_off(actor=SYSTEM, ecosystem_id=ecosystem.pk, practice="campaigns")
    with pytest.raises(NotAllowed):
        began(ecosystem=ecosystem)


def test_a_stranger_to_the_ecosystem_cannot_be_made_to_receive():
    stranger = factories.make_organisation("Altrove")
    with pytest.raises(BeneficiaryUnfit):
        began(beneficiary_id=stranger.pk)


def test_an_organisation_of_the_ecosystem_can_receive():
    host = factories.make_organisation("Il Sostegno")
    ecosystem = factories.make_ecosystem()
    ecosystems.add_actor(actor=SYSTEM, ecosystem_id=ecosystem.pk, party_id=host.pk, role="ally")
    assert began(beneficiary_id=host.pk, ecosystem=ecosystem).beneficiary_id == host.pk


def test_somebody_else_s_account_is_refused():
    account = factories.make_bank_account(factories.make_organisation("Altrove"))
    with pytest.raises(BeneficiaryUnfit):
        began(bank_account_id=account.pk)


# Writing -----------------------------------------------------------------------------------------


def test_days_out_of_order_are_refused_and_change_nothing(draft):
    with pytest.raises(DatesOutOfOrder):
        preparing.edit_campaign(
            actor=SYSTEM, campaign_id=draft.pk, closes_on=draft.opens_on - timedelta(days=1)
        )
    draft.refresh_from_db()
    assert draft.closes_on > draft.opens_on


def test_two_rounds_get_a_second_day_and_one_round_loses_it(draft):
    edited = preparing.edit_campaign(
        actor=SYSTEM, campaign_id=draft.pk, funding_rule="minimum_then_optimum"
    )
    assert edited.second_closes_on > edited.closes_on
    edited = preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, funding_rule="keep_it_all")
    edited.refresh_from_db()
    assert edited.second_closes_on is None


def test_a_second_round_that_ends_before_the_first_is_refused(draft):
    with pytest.raises(DatesOutOfOrder):
        preparing.edit_campaign(
            actor=SYSTEM,
            campaign_id=draft.pk,
            funding_rule="minimum_then_optimum",
            second_closes_on=draft.closes_on,
        )


def test_a_story_is_cleaned_and_shows_its_pictures_where_it_says(draft):
    picture = draft.pictures.get()
    written = preparing.edit_story(
        actor=SYSTEM,
        campaign_id=draft.pk,
        summary="  Una   frase ",
        story="Eccolo:\n\n[foto 1]\n\n<script>alert(1)</script>",
    )
    assert written.summary == "Una frase"
    assert picture.file.url in written.story
    assert picture.alternative in written.story
    assert "script" not in written.story


def test_a_mark_without_its_picture_stays_as_words(draft):
    written = preparing.edit_story(
        actor=SYSTEM, campaign_id=draft.pk, summary="", story="Prima.\n\n[foto 7]"
    )
    assert "[foto 7]" in written.story


def test_a_story_being_edited_shows_marks_for_its_pictures(draft):
    written = preparing.edit_story(
        actor=SYSTEM, campaign_id=draft.pk, summary="", story="Prima.\n\n[foto 1]\n\nDopo."
    )
    again = pictures.marked(written.story, draft.pictures.all())
    assert "[foto 1]" in again
    assert "<img" not in again
    assert (
        preparing.edit_story(actor=SYSTEM, campaign_id=draft.pk, summary="", story=again).story
        == written.story
    )


def test_the_minimum_and_the_ideal_are_the_sums_of_the_lines(draft):
    lines = [
        PlannedLine("minimum", "Tetto", 300_000),
        PlannedLine("minimum", "Porte", 50_000),
        PlannedLine("optimum", "Tavoli", 100_000),
    ]
    campaign = preparing.set_budget(actor=SYSTEM, campaign_id=draft.pk, lines=lines)
    assert (campaign.minimum_cents, campaign.optimum_cents) == (350_000, 450_000)


def test_rewards_are_changed_added_and_taken_away(draft):
    preparing.set_rewards(
        actor=SYSTEM,
        campaign_id=draft.pk,
        rewards=[PlannedReward("Tazza", 2500, 1000), PlannedReward("Borsa", 4000, 4000)],
    )
    mug = draft.rewards.get(title="Tazza")
    preparing.set_rewards(
        actor=SYSTEM,
        campaign_id=draft.pk,
        rewards=[
            PlannedReward("Tazza grande", 3000, 1000, id=mug.pk),
            PlannedReward("Il disegno per tutti", is_collective=True, licence="CC BY-SA 4.0"),
        ],
    )
    assert [each.title for each in draft.rewards.all()] == ["Tazza grande", "Il disegno per tutti"]
    assert draft.rewards.get(pk=mug.pk).price_cents == 3000


@pytest.mark.parametrize(
    "wrong",
    [
        PlannedReward("Senza prezzo"),
        PlannedReward("Per tutti", 1000, is_collective=True),
        PlannedReward("Più dono che prezzo", 1000, 2000),
    ],
)
def test_a_reward_without_sense_is_refused(draft, wrong):
    with pytest.raises(RewardPriceMissing):
        preparing.set_rewards(actor=SYSTEM, campaign_id=draft.pk, rewards=[wrong])
    assert not draft.rewards.exists()


def test_the_reward_of_another_campaign_is_not_found(draft):
    other = factories.make_campaign("draft", rewards=[PlannedReward("Tazza", 2500)])
    theirs = PlannedReward("Rubata", 1, id=other.rewards.get().pk)
    with pytest.raises(NotFound):
        preparing.set_rewards(actor=SYSTEM, campaign_id=draft.pk, rewards=[theirs])


def test_needs_of_a_draft_are_not_open_yet(draft):
    preparing.set_needs(
        actor=SYSTEM, campaign_id=draft.pk, needs=[PlannedNeed("thing", "Un furgone")]
    )
    assert draft.needs.get().opened_at is None


# Pictures ----------------------------------------------------------------------------------------


def add(draft: Campaign, file: object = None, **facts: object) -> object:
    known = {"alternative": "Il lanificio"}
    return preparing.add_picture(
        actor=factories.promoter_of(draft.promoter),
        campaign_id=draft.pk,
        file=file or factories.make_picture_file(),
        **(known | facts),
    )


def test_a_picture_is_turned_upright_and_forgets_what_the_camera_wrote(draft):
    out, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 6  # Turned by a quarter.
    exif[0x010F] = "Macchina"
    exif.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (400, 200), "#8a9a5b").save(out, "JPEG", exif=exif)
    out.seek(0)
    picture = add(draft, out)
    assert (picture.width, picture.height) == (200, 400)
    with Image.open(picture.file.path) as kept:
        assert not kept.getexif()


def test_a_big_picture_is_kept_in_sizes_for_every_screen(draft):
    picture = add(draft, factories.make_picture_file(4000, 3000))
    assert (picture.width, picture.height) == (1600, 1200)
    found = pictures.sources(picture)
    assert found.webp.count(".webp") == 3
    for address in (*found.webp.split(", "), *found.jpeg.split(", ")):
        name = address.split(" ")[0].removeprefix("/media/")
        assert default_storage.exists(name), name


def test_a_transparent_picture_gets_white_ground(draft):
    out = BytesIO()
    Image.new("RGBA", (60, 60), (0, 0, 0, 0)).save(out, "PNG")
    out.seek(0)
    with Image.open(add(draft, out).file.path) as kept:
        assert kept.getpixel((30, 30)) == (255, 255, 255)


@pytest.mark.parametrize(
    "content", [b"", b"not a picture", b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", b"\xff\xd8\xff\xe0"]
)
def test_what_is_no_picture_is_refused(draft, content):
    before = draft.pictures.count()
    with pytest.raises(PictureUnreadable):
        add(draft, BytesIO(content))
    assert draft.pictures.count() == before


def test_a_picture_too_big_to_open_is_refused(draft, monkeypatch):
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(PictureUnreadable):
        add(draft)


def test_a_picture_without_words_is_refused(draft):
    with pytest.raises(WordsMissing):
        add(draft, alternative="  ")


@pytest.mark.parametrize("who", [{"shows_people": True}, {"shows_minors": True}])
def test_a_picture_of_people_needs_their_releases(draft, who):
    with pytest.raises(ReleasesMissing):
        add(draft, **who)
    picture = add(draft, **who, has_releases=True)
    assert picture.shows_people
    assert picture.releases_declared_by_id


def test_a_picture_moves_among_the_others_and_the_first_is_the_face(draft):
    draft.pictures.all().delete()
    one, two, three = (add(draft, alternative=words) for words in ("Una", "Due", "Tre"))
    for picture, by in [(three, -1), (one, 1), (two, 9), (three, -9)]:
        preparing.move_picture(actor=SYSTEM, picture_id=picture.pk, by=by)
    assert [each.alternative for each in draft.pictures.all()] == ["Tre", "Una", "Due"]


def test_nobody_moves_a_picture_without_the_role_or_in_review(draft):
    picture = add(draft)
    with pytest.raises(NotAllowed):
        preparing.move_picture(actor=factories.NOBODY, picture_id=picture.pk, by=1)
    preparing.submit_campaign(actor=factories.promoter_of(draft.promoter), campaign_id=draft.pk)
    with pytest.raises(TransitionNotAllowed):
        preparing.move_picture(actor=SYSTEM, picture_id=picture.pk, by=1)


def test_a_removed_picture_leaves_the_story_and_the_disk(draft, django_capture_on_commit_callbacks):
    picture = draft.pictures.get()
    preparing.edit_story(
        actor=SYSTEM, campaign_id=draft.pk, summary="x", story="Prima.\n\n[foto 1]\n\nDopo."
    )
    name = picture.file.name
    with django_capture_on_commit_callbacks(execute=True):
        preparing.remove_picture(actor=SYSTEM, picture_id=picture.pk)
    draft.refresh_from_db()
    assert "<img" not in draft.story
    assert not default_storage.exists(name)


# Asking for review -------------------------------------------------------------------------------


def test_an_empty_draft_says_all_that_is_missing():
    campaign = began()
    pages = {gap.page for gap in gaps(campaign)}
    assert pages == {"story", "pictures", "budget", "money"}
    with pytest.raises(NotReady, match="una foto"):
        preparing.submit_campaign(
            actor=factories.promoter_of(campaign.promoter), campaign_id=campaign.pk
        )


def test_a_whole_draft_goes_to_review_and_the_log_says_who_asked(draft):
    asker = factories.promoter_of(draft.promoter)
    campaign = preparing.submit_campaign(actor=asker, campaign_id=draft.pk)
    assert campaign.status == Status.IN_REVIEW
    event = campaign.events.get()
    assert (event.transition, event.by_id) == ("submit", asker.party_id)


def test_a_retired_account_sends_a_draft_back(draft):
    people.retire_bank_account(actor=SYSTEM, account_id=draft.bank_account_id)
    with pytest.raises(BeneficiaryUnfit):
        preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)


def test_a_group_needs_a_written_agreement_with_who_hosts_its_money(draft):
    host = draft.promoter
    group = people.register_group(actor=SYSTEM, organisation_id=host.pk, name="Mamme del cortile")
    preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, on_behalf_of_id=group.pk)
    with pytest.raises(HostingMissing):
        preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)
    people.host_group(
        actor=SYSTEM,
        organisation_id=host.pk,
        group_id=group.pk,
        signed_on=date(2026, 1, 1),
        reference="Verbale 3",
    )
    campaign = preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)
    assert campaign.status == Status.IN_REVIEW


def test_a_public_body_is_paid_on_its_own_page_never_on_an_iban():
    town = factories.make_organisation(
        "Comune di Veglio", "public_body", entitled=False, legal_name="Comune di Veglio"
    )
    campaign = began(organisation=town)
    missing = {str(gap.words) for gap in gaps(campaign)}
    assert any("pagoPA" in words for words in missing)
    people.edit_organisation(
        actor=SYSTEM, organisation_id=town.pk, pagopa_url="https://pagopa.example.org/veglio"
    )
    campaign = Campaign.objects.get(pk=campaign.pk)
    assert not any("pagoPA" in str(gap.words) for gap in gaps(campaign))


def test_a_public_body_keeps_it_all_because_its_page_takes_money_at_once():
    town = factories.make_organisation(
        "Comune di Veglio",
        "public_body",
        entitled=False,
        legal_name="Comune di Veglio",
        pagopa_url="https://pagopa.example.org/veglio",
    )
    campaign = began(organisation=town)
    assert not any("raccogli tutto" in str(gap.words) for gap in gaps(campaign))
    preparing.edit_campaign(actor=SYSTEM, campaign_id=campaign.pk, funding_rule="all_or_nothing")
    campaign = Campaign.objects.get(pk=campaign.pk)
    assert any("raccogli tutto" in str(gap.words) for gap in gaps(campaign))


@pytest.mark.parametrize("rule", ["all_or_nothing", "minimum_then_optimum"])
def test_a_rule_with_a_minimum_needs_a_line_in_it(draft, rule):
    preparing.set_budget(
        actor=SYSTEM, campaign_id=draft.pk, lines=[PlannedLine("optimum", "Tavoli", 10_000)]
    )
    preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, funding_rule=rule)
    with pytest.raises(NotReady, match="minimo"):
        preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)


def test_two_rounds_need_a_line_for_the_ideal(draft):
    preparing.set_budget(
        actor=SYSTEM, campaign_id=draft.pk, lines=[PlannedLine("minimum", "Tetto", 10_000)]
    )
    preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, funding_rule="minimum_then_optimum")
    with pytest.raises(NotReady, match="ideale"):
        preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)


def test_a_campaign_of_rewards_needs_one(draft):
    preparing.edit_campaign(actor=SYSTEM, campaign_id=draft.pk, kind="reward")
    with pytest.raises(NotReady, match="ricompensa"):
        preparing.submit_campaign(actor=SYSTEM, campaign_id=draft.pk)


def test_a_last_day_that_is_past_is_named(draft):
    with clock.moved_to(clock.end_of(draft.closes_on)):
        assert any("chiusura" in str(gap.words) for gap in gaps(draft))


# Afterwards --------------------------------------------------------------------------------------


def test_what_is_in_review_changes_in_no_part():
    campaign = factories.make_campaign("in_review")
    on = {"actor": SYSTEM, "campaign_id": campaign.pk}
    with pytest.raises(TransitionNotAllowed):
        preparing.edit_campaign(**on, title="Un altro")
    with pytest.raises(TransitionNotAllowed):
        preparing.edit_story(**on, summary="", story="Un'altra")
    with pytest.raises(TransitionNotAllowed):
        preparing.set_budget(**on, lines=[])


def test_what_is_published_keeps_its_substance():
    campaign = factories.make_campaign()
    on = {"actor": SYSTEM, "campaign_id": campaign.pk}
    with pytest.raises(SubstanceFrozen):
        preparing.edit_campaign(**on, title="Un altro")
    with pytest.raises(SubstanceFrozen):
        preparing.set_budget(**on, lines=[])
    assert preparing.edit_story(**on, summary="Meglio detto", story="Meglio detto.").summary


def test_the_database_itself_keeps_a_published_budget_and_title():
    campaign = factories.make_campaign()
    with pytest.raises(SubstanceFrozen), refusing():
        campaign.budget.update(cents=1)
    with pytest.raises(SubstanceFrozen), refusing():
        Campaign.objects.filter(pk=campaign.pk).update(title="Un altro")


def test_published_rewards_stay_and_others_may_join():
    campaign = factories.make_campaign(rewards=[PlannedReward("Tazza", 2500, 1000)])
    on = {"actor": SYSTEM, "campaign_id": campaign.pk}
    mug = campaign.rewards.get()
    with pytest.raises(SubstanceFrozen):
        preparing.set_rewards(**on, rewards=[])
    with pytest.raises(SubstanceFrozen):
        preparing.set_rewards(**on, rewards=[PlannedReward("Tazza", 9900, 1000, id=mug.pk)])
    same = PlannedReward("Tazza", 2500, 1000, id=mug.pk)
    preparing.set_rewards(**on, rewards=[same, PlannedReward("Borsa", 4000, 0)])
    assert campaign.rewards.count() == 2


def test_published_needs_join_open_and_leave_withdrawn():
    campaign = factories.make_campaign(needs=[PlannedNeed("task", "Montare")])
    on = {"actor": SYSTEM, "campaign_id": campaign.pk}
    preparing.set_needs(**on, needs=[PlannedNeed("thing", "Un furgone")])
    assert campaign.needs.get(title="Montare").state == "withdrawn"
    assert campaign.needs.get(title="Un furgone").opened_at


@pytest.mark.parametrize("state", ["draft", "in_review", "published", "suspended"])
def test_a_campaign_can_be_given_up_until_it_ends(state):
    campaign = factories.make_campaign(state)
    preparing.cancel_campaign(
        actor=factories.promoter_of(campaign.promoter), campaign_id=campaign.pk
    )
    campaign.refresh_from_db()
    assert campaign.status == Status.CANCELLED
    with pytest.raises(TransitionNotAllowed):
        preparing.cancel_campaign(actor=SYSTEM, campaign_id=campaign.pk)
