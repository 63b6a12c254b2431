"""Who may do what with the post."""

from typing import Final

from django.conf import settings
from django.http import HttpRequest

from ritrovo.foundations.ecosystems.queries import actor_of
from ritrovo.foundations.kernel.access import ANYONE, Rule, rule
from ritrovo.foundations.kernel.refusals import NotFound

OF_THE_PLATFORM = rule(platform=("administrator",))
THIS_MACHINE: Final = {"127.0.0.1", "::1"}
SIGNS_OF_A_PROXY: Final = {"HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED"}

# A reader acts by the signed link of a mail: holding it is the proof.
RULES: dict[str, Rule] = {
    "stop_by_link": ANYONE,
    "choose_by_link": ANYONE,
    "retry": OF_THE_PLATFORM,
    "lift_stop": OF_THE_PLATFORM,
    "note_report": OF_THE_PLATFORM,
}


def is_tried_out_here(request: HttpRequest) -> bool:
    """Say whether somebody tries the platform on their own machine, without a mail server.

    The trial post holds codes to sign in, so it opens without a login only where the platform's
    own address is this machine's and nothing stands between it and the browser.
    """
    own = any(f"//{host}" in settings.BASE_URL for host in settings.HOSTS_OF_THIS_MACHINE)
    return (
        not settings.MAIL_SERVER
        and own
        and request.META.get("REMOTE_ADDR") in THIS_MACHINE
        and not SIGNS_OF_A_PROXY & request.META.keys()
    )


def require_mailbox(request: HttpRequest) -> None:
    """Let in whoever may read the trial post: anyone on this machine, else an administrator.

    Raises NotFound when mail really leaves, NotAllowed.
    """
    if settings.MAIL_SERVER:
        raise NotFound
    if not is_tried_out_here(request):
        OF_THE_PLATFORM.require(actor_of(request))


def administers(request: HttpRequest) -> bool:
    """Say whether who asks administers the platform; one query at most, once a request."""
    return OF_THE_PLATFORM.admits(actor_of(request))
