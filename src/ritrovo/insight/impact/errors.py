"""What cannot be studied, or not by everybody."""

from django.utils.translation import gettext_lazy as _

from ritrovo.foundations.kernel.refusals import NotFound, Refusal


class ScopeUnknown(NotFound):
    """There is no such thing to measure, or not for this actor."""

    message = _("Non abbiamo trovato l'iniziativa, il luogo o l'organizzazione che cerchi.")


class StudyUnknown(NotFound):
    """Nothing was counted then."""

    message = _("In quel giorno non è stato contato nulla: scegli una delle date elencate.")


class TieNotWhole(Refusal):
    """A tie stands for nothing, or ties somebody to themselves."""

    message = _("Un legame sta per almeno un gesto fra due parti diverse.")
    constraints = (
        "tie_stands_for_a_fact",
        "tie_gives_something",
        "tie_is_between_two_parties",
        "reading_counts_its_days",
    )


class StudyNotWhole(Refusal):
    """A study or a figure says less, or more, than it can."""

    message = _("Un conteggio ha un valore oppure un motivo per cui non c'è.")
    constraints = (
        "study_ends_after_it_starts",
        "study_scope_is_known",
        "figure_stands_once_in_its_study",
        "figure_has_a_value_or_a_reason",
        "interval_rises",
        "round_does_no_more_than_its_scopes",
    )


class StudiedAlready(Refusal):
    """The same scope was studied in the same round."""

    message = _("Questo conteggio è già stato fatto.")
    status = 409
    constraints = (
        "scope_is_studied_once_a_round",
        "one_nightly_round_at_a_time",
        "scope_is_counted_once_at_a_time",
    )


class StudiesNeverChange(Refusal):
    """A study or one of its figures was to be changed."""

    message = _("Un conteggio tenuto non si cambia: se ne fa uno nuovo.")
    status = 409
    constraints = ("impact_study_is_append_only", "impact_figure_is_append_only")
