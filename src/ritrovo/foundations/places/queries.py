"""Finding a municipality by code, by name, or by what somebody half remembers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeVar

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Length

from ritrovo.foundations.kernel import clock
from ritrovo.foundations.places import rules
from ritrovo.foundations.places.choices import INNER
from ritrovo.foundations.places.errors import MunicipalityAmbiguous, MunicipalityUnknown
from ritrovo.foundations.places.models import (
    Building,
    InnerArea,
    IstatCode,
    Municipality,
    Neighbourhood,
    Population,
    folded,
)

SUGGESTIONS = 3
Place = TypeVar("Place", Neighbourhood, Building)


def municipality(belfiore: str) -> Municipality:
    """Get a municipality by its Belfiore code, in one query. Raises MunicipalityUnknown."""
    try:
        return Municipality.objects.get(pk=belfiore.strip().upper())
    except Municipality.DoesNotExist as error:
        raise MunicipalityUnknown(belfiore) from error


def search_municipalities(text: str, limit: int = 10) -> list[Municipality]:
    """Find at most `limit` municipalities close to `text`, in one query, best first.

    Accents, case and signs do not matter. The exact name comes first, then names that begin so,
    then names with a word that begins so, then names that merely sound alike. "Livo (TN)" looks
    in that province only; a Belfiore code finds its municipality.
    """
    if code := rules.belfiore_in(text):
        return list(Municipality.objects.filter(pk=code)[:limit])
    wanted = rules.asked(text)
    if not wanted.name:
        return []
    found = _close_to(wanted.name)
    if wanted.province_code:
        found = found.filter(province_code=wanted.province_code)
    return list(found[:limit])


def municipality_named(text: str) -> Municipality:
    """Get the one municipality that `text` names: "Veglio (BI)", "veglio" or "L712".

    Costs one or two queries. Raises MunicipalityUnknown, with suggestions when some name comes
    close, or MunicipalityAmbiguous with the choices.
    """
    if code := rules.belfiore_in(text):
        return municipality(code)
    wanted = rules.asked(text)
    close = search_municipalities(text, limit=50)
    named = [place for place in close if rules.is_called(place.name, wanted.name)]
    if len(named) == 1:
        return named[0]
    if named:
        raise MunicipalityAmbiguous(text, sorted(str(place) for place in named))
    close = close or search_municipalities(wanted.name, limit=SUGGESTIONS)
    raise MunicipalityUnknown(text, [str(place) for place in close[:SUGGESTIONS]])


def istat_code(belfiore: str, on: date) -> str | None:
    """Say a municipality's ISTAT code on a day, in one query; None when it is not known."""
    spells = IstatCode.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on),
        Q(valid_until=None) | Q(valid_until__gt=on),
        municipality_id=belfiore,
    )
    return spells.values_list("code", flat=True).first()


def municipalities_by_istat_code(on: date) -> dict[str, str]:
    """Say which municipality each ISTAT code ever meant, as Belfiore code; two queries.

    Of a code that meant several, the one that had it on that day.
    """
    then = IstatCode.objects.filter(
        Q(valid_from=None) | Q(valid_from__lte=on), Q(valid_until=None) | Q(valid_until__gt=on)
    )
    pairs = ("code", "municipality_id")
    return dict([*IstatCode.objects.values_list(*pairs), *then.values_list(*pairs)])


def inhabitants(belfiores: Iterable[str], on: date) -> dict[str, int]:
    """Say how many live in municipalities, by the last count not after a day; in one query.

    Where nobody counted, the municipality is not among the answers.
    """
    counted = Population.objects.filter(municipality__in=list(belfiores), on__lte=on)
    last = counted.order_by("municipality_id", "-on").distinct("municipality_id")
    return dict(last.values_list("municipality_id", "inhabitants"))


def inner_areas(belfiores: Iterable[str], on: date) -> dict[str, bool]:
    """Say which municipalities are inner areas (classes D, E, F) on a day; in one query.

    Where no map says so, the municipality is not among the answers.
    """
    classed = InnerArea.objects.filter(
        Q(valid_until=None) | Q(valid_until__gt=on),
        municipality__in=list(belfiores),
        valid_from__lte=on,
    )
    return {
        belfiore: letter in INNER
        for belfiore, letter in classed.values_list("municipality_id", "remoteness")
    }


def neighbourhoods(belfiore: str) -> QuerySet[Neighbourhood]:
    """List the neighbourhoods of a municipality today, by name."""
    return in_use(Neighbourhood.objects.filter(municipality_id=belfiore)).order_by("name")


def buildings(belfiore: str) -> QuerySet[Building]:
    """List the buildings of a municipality today, by address, with their neighbourhoods."""
    here = in_use(Building.objects.filter(municipality_id=belfiore))
    return here.select_related("neighbourhood").order_by("street", "number")


def in_use(places: QuerySet[Place]) -> QuerySet[Place]:
    """Keep the places that have not ended."""
    return places.filter(Q(until=None) | Q(until__gt=clock.today()))


def _close_to(name: str) -> QuerySet[Municipality]:
    """Rank municipalities by how their folded name meets `name`, which is folded already."""
    rank = Case(
        When(folded=name, then=Value(0)),
        When(folded__startswith=name, then=Value(1)),
        When(folded__contains=f" {name}", then=Value(2)),
        default=Value(3),
        output_field=IntegerField(),
    )
    return (
        Municipality.objects.annotate(folded=folded("name"))
        .filter(
            Q(folded__startswith=name)
            | Q(folded__contains=f" {name}")
            | Q(folded__trigram_word_similar=name)
        )
        .annotate(rank=rank, closeness=TrigramWordSimilarity(name, "folded"))
        # Shorter names first: who types "rom" means Roma before Romagnano al Monte.
        .order_by("rank", "-closeness", Length("name"), "name", "province_code")
    )
