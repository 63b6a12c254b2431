"""Who may do what with rules and consents."""

from django.http import HttpRequest

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, SIGNED_IN, Rule, rule

PUBLISHING = rule(organisation=("editor", "administrator"), platform=("administrator",))

RULES: dict[str, Rule] = {
    "adopt_model": ANYONE,
    "load_bundled": JOBS_ONLY,
    "publish_version": PUBLISHING,
    "withdraw_mine": SIGNED_IN,
}


def publishes_somewhere(request: HttpRequest) -> bool:
    """Say whether who asks may publish the texts of some organisation; one query at most."""
    roles = actor_of(request).organisations.values()
    return any(PUBLISHING.organisation & held for held in roles)
