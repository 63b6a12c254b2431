"""The campaigns practice as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CampaignsConfig(AppConfig):
    """Campaigns that win twice."""

    name = "ritrovo.practices.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """Tell the mail, the books, the payments and the menu what campaigns bring."""
        from ritrovo.foundations.ledger import naming, ownership
        from ritrovo.foundations.look.navigation import Entry, register
        from ritrovo.foundations.payments import cumulative, subjects
        from ritrovo.foundations.people import private_files
        from ritrovo.foundations.volunteers import contexts
        from ritrovo.practices.campaigns import handover_letters, launches, letters, notices
        from ritrovo.practices.campaigns.patronage_papers import may_read_act
        from ritrovo.practices.campaigns.queries.books import accounts_of, titles_of
        from ritrovo.practices.campaigns.queries.collections import collected_among_many
        from ritrovo.practices.campaigns.queries.desk import worked_for
        from ritrovo.practices.campaigns.queries.dues import described
        from ritrovo.practices.campaigns.report_papers import may_read_paper
        from ritrovo.practices.campaigns.sheet_photographs import may_read_photograph

        letters.register_kinds()
        notices.register_kinds()
        launches.register_kinds()
        handover_letters.register_kinds()
        ownership.register("campaigns", accounts_of)
        contexts.register("campaigns", worked_for)
        naming.register("campaign", titles_of)
        naming.register("collective", titles_of)
        naming.register("held", titles_of)
        naming.register("spent", titles_of)
        private_files.register("expenses", may_read_paper)
        subjects.register("campaigns", described)
        cumulative.register("campaigns", collected_among_many)
        private_files.register("patronages", may_read_act)
        private_files.register("sheets", may_read_photograph)
        register(Entry(_("Campagne"), "campaigns:list", "megaphone", "main", order=10))
