"""The bundled municipalities, for the tests that need all of them."""

import pytest
from pytest_django.plugin import DjangoDbBlocker

from ritrovo.foundations.places import actions


@pytest.fixture(scope="session")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """Load once for the whole run; costs nothing where the tests' database has them already."""
    with django_db_blocker.unblock():
        actions.load_bundled()


@pytest.fixture
def italy(_loaded: None, db: None) -> None:
    """Have the 7,899 municipalities in the database."""
