"""What the campaigns practice registers."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.practices import Practice

PRACTICE = Practice(
    slug="campaigns",
    name=_("Campagne"),
    icon="megaphone",
    path="campagne",
    urls="ritrovo.practices.campaigns.urls",
    short_urls="ritrovo.practices.campaigns.urls_short",
    api="ritrovo.practices.campaigns.api.router",
    cards="ritrovo.practices.campaigns.queries.registered.cards",
    numbers="ritrovo.practices.campaigns.queries.registered.numbers",
    search="ritrovo.practices.campaigns.queries.registered.search",
    territory="ritrovo.practices.campaigns.queries.territory.territory",
    backings="ritrovo.practices.campaigns.queries.territory.backings",
    contexts="ritrovo.practices.campaigns.queries.contexts.contexts",
    market="ritrovo.practices.campaigns.queries.market.market",
    to_dos="ritrovo.practices.campaigns.queries.registered.to_dos",
    desk_links="ritrovo.practices.campaigns.desk_links.links",
    settled="ritrovo.practices.campaigns.steps.settled",
    unsettled="ritrovo.practices.campaigns.steps.unsettled",
    proofs=(
        "ritrovo.practices.campaigns.proofs.promises_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.collections_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.facts_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.released_sums_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.rewards_agree_with_the_pledges",
        "ritrovo.practices.campaigns.proofs.ambassadors_bring_to_their_own_campaign",
        "ritrovo.practices.campaigns.proofs.notices_are_forgotten_once_published",
        "ritrovo.practices.campaigns.handover_proofs.handovers_agree_with_their_milestones",
        "ritrovo.practices.campaigns.report_proofs.statements_agree_with_the_books",
        "ritrovo.practices.campaigns.report_proofs.debits_pay_no_more_than_they_are",
        "ritrovo.practices.campaigns.report_proofs.guards_of_reports_stand",
        "ritrovo.practices.campaigns.sheet_proofs.rows_give_to_their_own_campaign",
        "ritrovo.practices.campaigns.collective_proofs.collections_are_counted_apart",
        "ritrovo.practices.campaigns.collective_proofs.collections_agree_with_their_journals",
    ),
    counter="ritrovo.practices.campaigns.takings.takings",
    demo="ritrovo.practices.campaigns.demo.load",
    known="ritrovo.practices.campaigns.known.room",
)
