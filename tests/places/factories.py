"""Places for tests."""

from datetime import date

from ritrovo.foundations.places.models import IstatCode, Municipality


def make_municipality(belfiore: str = "Z001", name: str = "Montebello di Prova") -> Municipality:
    """Make a municipality that does not exist."""
    return Municipality.objects.create(
        belfiore=belfiore, name=name, province_code="BI", province="Biella", region="Piemonte"
    )


def make_code(
    place: Municipality, code: str, start: date | None = None, end: date | None = None
) -> IstatCode:
    """Give a municipality an ISTAT code for some days."""
    return IstatCode.objects.create(
        municipality=place, code=code, valid_from=start, valid_until=end, source="a test"
    )
