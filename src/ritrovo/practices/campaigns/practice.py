"""What the campaigns practice registers."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.ecosystems.practices import Practice

PRACTICE = Practice(
    slug="campaigns",
    name=_("Campagne"),
    icon="megaphone",
    path="campagne",
    urls="ritrovo.practices.campaigns.urls",
    api="ritrovo.practices.campaigns.api.router",
    cards="ritrovo.practices.campaigns.queries.registered.cards",
    numbers="ritrovo.practices.campaigns.queries.registered.numbers",
    search="ritrovo.practices.campaigns.queries.registered.search",
    to_dos="ritrovo.practices.campaigns.queries.registered.to_dos",
    desk_links="ritrovo.practices.campaigns.desk_links.links",
    settled="ritrovo.practices.campaigns.steps.settled",
    unsettled="ritrovo.practices.campaigns.steps.unsettled",
    proofs=(
        "ritrovo.practices.campaigns.proofs.promises_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.collections_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.facts_agree_with_the_books",
        "ritrovo.practices.campaigns.proofs.rewards_agree_with_the_pledges",
    ),
    demo="ritrovo.practices.campaigns.demo.load",
)
