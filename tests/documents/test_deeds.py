"""The deed of a handover says what, to whom, and where its page is, also to a phone's camera."""

from datetime import UTC, datetime

import pytest

from ritrovo.foundations.documents.handover import DeedPage, deed_pdf
from tests.documents.samples import codes_of, text_of

PAGE = DeedPage(
    campaign="La stufa del forno",
    promoter="Credenza di Riva",
    what="un luogo",
    title="Il forno di Riva",
    description="Un forno a legna che chiunque può accendere.",
    recipient="Chi abita a Riva",
    terms="Si accende il sabato, chi lo usa porta la legna.",
    page_url="https://ritrovo.example/campagne/forno/",
    needed=2,
    months=(6, 12),
    keepers=("Irene Bosso",),
)


@pytest.mark.parametrize("language", ["it", "en"])
def test_a_deed_leads_a_phone_to_the_campaigns_page(language):
    deed = deed_pdf(PAGE, language=language, made_at=datetime(2026, 11, 22, tzinfo=UTC))
    assert codes_of(deed) == [PAGE.page_url]


def test_a_deed_names_what_is_handed_over_and_who_signs():
    deed = deed_pdf(PAGE, language="it", made_at=datetime(2026, 11, 22, tzinfo=UTC))
    for words in ("Il forno di Riva", "Un luogo", "Chi abita a Riva", "Irene Bosso"):
        assert words in text_of(deed)
