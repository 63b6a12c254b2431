"""Who may load places: the command line and the platform itself."""

from typing import Final

from ritrovo.foundations.kernel.access import JOBS_ONLY, Rule

RULES: Final[dict[str, Rule]] = {
    "load_bundled": JOBS_ONLY,
    "import_istat_codes": JOBS_ONLY,
    "import_inhabitants": JOBS_ONLY,
    "import_inner_areas": JOBS_ONLY,
}
