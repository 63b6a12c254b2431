"""The second victory in five sentences, each number with its explanation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ritrovo.insight.impact.explanations import explained_at
from ritrovo.insight.impact.scopes import ScopeKind
from ritrovo.insight.impact.shown import Shown, Told
from ritrovo.insight.impact.wording import counted

PEOPLE: Final = "people"
HOUSEHOLDS: Final = "households"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with numbers: `words` names each in braces."""

    title: str
    words: str
    numbers: Mapping[str, Told]

    @property
    def text(self) -> str:
        """Give the sentence as plain text, for paper."""
        return self.words.format(**{name: counted(each) for name, each in self.numbers.items()})

    @property
    def html(self) -> SafeString:
        """Give the sentence for a page: each number leads to the page that explains it."""
        if not self.numbers:
            return conditional_escape(self.words)
        return format_html(self.words, **{n: linked(each) for n, each in self.numbers.items()})


def linked(figure: Told) -> SafeString:
    """Write a number as a link to its explanation; what is not told leads there too."""
    kind = "figure" if figure.is_told else "figure figure-untold"
    href = explained_at(figure.code)
    return format_html('<a class="{}" href="{}">{}</a>', kind, href, counted(figure))


def five_sentences(shown: Shown, network: str = PEOPLE) -> list[Sentence]:
    """Say who came, who was new, what was needed and found, what stays, who helped in turn.

    `network` counts persons or households. No query.
    """
    return [
        who_came(shown, network),
        who_was_new(shown, network),
        what_was_found(shown),
        what_stays(shown, network),
        who_helped_in_turn(shown, network),
    ]


def who_came(shown: Shown, network: str) -> Sentence:
    """Say how many gave, people and organisations."""
    came = shown.of("giving_households" if network == HOUSEHOLDS else "contributors")
    bodies = shown.of("organisations")
    if not came.value and not bodies.value:
        return Sentence(_("Chi è venuto"), _("Nessuno ha ancora dato qualcosa."), {})
    if not bodies.value:
        words = _("Hanno dato qualcosa {came}: tempo, cose, soldi, spazi.")
        return Sentence(_("Chi è venuto"), words, {"came": came})
    words = _("Hanno dato qualcosa {came} e {bodies}: tempo, cose, soldi, spazi.")
    return Sentence(_("Chi è venuto"), words, {"came": came, "bodies": bodies})


def who_was_new(shown: Shown, network: str) -> Sentence:
    """Say how many had never given here.

    Over all time everybody was new once: there it says who came by an initiative.
    """
    title = _("Chi era nuovo")
    is_always = shown.period.since is None and shown.period.until is None
    if is_always and shown.scope.kind is not ScopeKind.CONTEXT:
        companions = shown.of("new_companions")
        if companions.value == 0:
            return Sentence(title, _("Nessuno è ancora arrivato grazie a un'iniziativa."), {})
        words = _("Grazie alle iniziative sono arrivati {companions}.")
        return Sentence(title, words, {"companions": companions})
    came = shown.of("giving_households" if network == HOUSEHOLDS else "contributors")
    new = shown.of("new_giving_households" if network == HOUSEHOLDS else "new_contributors")
    if not came.value:
        return Sentence(title, _("Nessuno, per ora."), {})
    if new.value == 0:
        return Sentence(title, _("Nessuno era nuovo: ha dato chi aveva già dato."), {})
    return Sentence(title, _("Non avevano mai dato prima: {new}."), {"new": new})


def what_was_found(shown: Shown) -> Sentence:
    """Say what was needed beside money, what was answered, and how soon."""
    title = _("Che cosa serviva, e si è trovato")
    opened, answered = shown.of("needs_opened"), shown.of("needs_answered")
    met, days = shown.of("needs_met"), shown.of("needs_median_days")
    if not opened.value:
        return Sentence(title, _("Non è stato chiesto niente, oltre ai soldi."), {})
    if not answered.value:
        words = _("È stato chiesto aiuto per {opened}: nessuno ha ancora risposto.")
        return Sentence(title, words, {"opened": opened})
    numbers = {"opened": opened, "answered": answered, "met": met}
    if not days.is_told:
        words = _("È stato chiesto aiuto per {opened}: {answered}, {met}.")
        return Sentence(title, words, numbers)
    words = _("È stato chiesto aiuto per {opened}: {answered}, di solito in {days}; {met}.")
    return Sentence(title, words, {**numbers, "days": days})


def what_stays(shown: Shown, network: str) -> Sentence:
    """Say what was handed to the community, and which ties became a habit."""
    title = _("Che cosa resta")
    goods, habits = shown.of("commons_delivered"), shown.of("repeated_ties", network)
    if not goods.value and not habits.value:
        return Sentence(title, _("È presto: ancora niente è stato consegnato alla comunità."), {})
    if not habits.value:
        words = _("Alla comunità restano {goods}, con chi se ne prende cura.")
        return Sentence(title, words, {"goods": goods})
    if not goods.value:
        words = _("Restano {habits} che si sono aiutate almeno tre volte.")
        return Sentence(title, words, {"habits": habits})
    words = _(
        "Alla comunità restano {goods}, con chi se ne prende cura, e {habits} che si sono aiutate "
        "almeno tre volte."
    )
    return Sentence(title, words, {"goods": goods, "habits": habits})


def who_helped_in_turn(shown: Shown, network: str) -> Sentence:
    """Say how many of those who were helped first then gave."""
    title = _("Chi è stato aiutato, e poi ha aiutato")
    helped, gave = shown.of("helped", network), shown.of("helped_gave", network)
    if helped.value == 0 or helped.why_not_defined:
        return Sentence(title, _("Nessuno ha cominciato ricevendo un aiuto."), {})
    if helped.is_hidden:
        words = _("Chi ha prima ricevuto un aiuto: {helped}.")
        return Sentence(title, words, {"helped": helped})
    if not gave.is_told:
        words = _("Hanno prima ricevuto un aiuto {helped}. Quante di loro hanno poi dato: {gave}.")
        return Sentence(title, words, {"helped": helped, "gave": gave})
    words = _("Hanno prima ricevuto un aiuto {helped}: di loro {gave} qualcosa a loro volta.")
    return Sentence(title, words, {"helped": helped, "gave": gave})
