"""Colours that cannot be read are refused; those that follow from them can be read too."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ritrovo.foundations.look.themes import (
    DARK,
    LIGHT,
    NotAColour,
    Theme,
    ThemeUnreadable,
    check_theme,
    contrast_ratio,
    derived,
    night_of,
    theme_css,
)

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


@pytest.mark.parametrize("theme", [LIGHT, DARK, night_of(LIGHT)])
def test_our_own_themes_are_readable(theme):
    check_theme(theme)
    assert contrast_ratio(theme.ink, theme.paper) >= 12


def test_black_on_white_is_the_strongest_contrast():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21)
    assert contrast_ratio("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", ["ink", "brand", "kin", "sky"])
def test_a_pale_colour_is_refused_by_name(name):
    colours = {
        part: getattr(LIGHT, part) for part in ("paper", "ink", "brand", "kin", "sky", "sun")
    }
    with pytest.raises(ThemeUnreadable, match=f"{name} / paper"):
        check_theme(Theme(**{**colours, name: "#d8b0a0"}))


def test_the_sun_may_be_pale_since_it_is_never_text():
    check_theme(Theme(LIGHT.paper, LIGHT.ink, LIGHT.brand, LIGHT.kin, LIGHT.sky, "#ffffff"))


@pytest.mark.parametrize("wrong", ["red", "#fff", "#12345g", "#123456;}"])
def test_what_is_not_a_colour_never_reaches_a_stylesheet(wrong):
    with pytest.raises(NotAColour):
        Theme(wrong, LIGHT.ink, LIGHT.brand, LIGHT.kin, LIGHT.sky, LIGHT.sun)


@given(st.builds(Theme, *[COLOURS] * 6))
def test_whatever_passes_has_readable_derived_colours_and_a_readable_night(theme):
    try:
        check_theme(theme)
    except ThemeUnreadable:
        return
    check_theme(night_of(theme))
    follows = derived(theme)
    for name in ("brand-deep", "kin-deep", "sky-deep"):
        assert contrast_ratio(follows[name], theme.paper) >= 4.5


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_quiet_text_errors_and_edges_stand_out_on_panels(theme):
    follows = derived(theme)
    assert contrast_ratio(follows["muted"], follows["mist"]) >= 4.5
    assert contrast_ratio(follows["danger"], follows["danger-mist"]) >= 4.5
    assert contrast_ratio(follows["edge"], follows["mist"]) >= 3
    for name in ("brand", "kin", "sky"):
        assert contrast_ratio(getattr(theme, name), follows["mist"]) >= 4.5


def test_a_stylesheet_has_both_sides_and_lets_the_visitor_choose():
    css = theme_css(LIGHT)
    assert "--brand: #a23b1e;" in css
    assert "prefers-color-scheme: dark" in css
    assert "[data-theme='dark']" in css
