"""The one write of the demo that no verb of the platform does: naming a site that is not there."""

from __future__ import annotations

from ritrovo.foundations.kernel.refusals import refusing, require_transaction
from ritrovo.foundations.people.models import Site


def name_site(*, host: str, is_secure: bool, name: str) -> Site:
    """Make the installation's default site. Raises what the constraints refuse."""
    require_transaction()
    with refusing():
        return Site.objects.create(host=host, is_secure=is_secure, name=name, is_default=True)
