"""Whatever lists come in and are taken back, in whatever order, every row counts once."""

from __future__ import annotations

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from ritrovo.foundations.contributions.measures import standing
from ritrovo.foundations.inventory.errors import NothingToAdd
from ritrovo.foundations.inventory.models import Inventory
from tests.inventory.lists import Office, drifted

ROWS = st.tuples(
    st.integers(1, 5), st.sampled_from(["Anna Rossi", "Luca Bo", "Pia Verdi"]), st.integers(1, 3)
)
LISTS = st.lists(ROWS, min_size=1, max_size=6)
DEEDS = st.lists(st.one_of(LISTS, st.integers(0, 5)), max_size=6)


class TestLists(TestCase):
    """Lists brought in and taken back."""

    @settings(max_examples=25)
    @given(deeds=DEEDS)
    def test_what_stands_is_what_the_standing_lists_tell(self, deeds):
        office = Office()
        for deed in deeds:
            if isinstance(deed, int):
                written = list(Inventory.objects.order_by("written_at", "pk"))
                if deed < len(written):
                    office.undo(written[deed])
            else:
                rows = "".join(f"0{day}/02/2021;{name};{euros}\n" for day, name, euros in deed)
                with suppress(NothingToAdd):
                    office.write("Data;Nominativo;Importo\n" + rows)
        lines = sum(each.lines_count for each in Inventory.objects.filter(undone_at=None))
        assert standing().count() == lines
        assert drifted() == []
