"""Who may do what with rules and consents."""

from ritrovo.foundations.kernel.access import ANYONE, JOBS_ONLY, SIGNED_IN, Rule, rule

PUBLISHING = rule(organisation=("editor", "administrator"), platform=("administrator",))

RULES: dict[str, Rule] = {
    "ensure_version": ANYONE,
    "load_bundled": JOBS_ONLY,
    "publish_version": PUBLISHING,
    "withdraw_mine": SIGNED_IN,
}
