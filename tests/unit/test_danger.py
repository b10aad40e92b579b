"""Rules and model weighed together: who decides that a danger comes first."""

import pytest

from bot.language.danger_reading import Alert
from bot.nlu.danger import DEFAULTS, tells_danger

CERTAIN = Alert(("vital",), ("15",), certain=True, blocking=True)
PROBABLE = Alert(("vital",), ("15",), certain=False, blocking=True)
LASTING = Alert(("vulnerable_adult_abuse",), ("3977",), certain=False, blocking=False)


@pytest.mark.parametrize(
    "alert, threshold",
    [(None, "alone"), (LASTING, "with_lasting"), (PROBABLE, "veto"), (CERTAIN, "veto_certain")],
)
def test_each_kind_of_alert_has_its_threshold(alert, threshold):
    assert tells_danger(alert, DEFAULTS[threshold] + 0.01, True, 0.0, DEFAULTS)
    assert not tells_danger(alert, DEFAULTS[threshold] - 0.01, True, 0.0, DEFAULTS)


def test_a_town_given_as_an_answer_is_no_danger_for_the_model_alone():
    assert not tells_danger(None, 0.2, True, 1.0, DEFAULTS)
    assert tells_danger(None, 0.2, True, 0.0, DEFAULTS) and tells_danger(CERTAIN, 0.2, True, 1.0, DEFAULTS)


def test_the_surer_the_rules_the_less_the_model_must_agree():
    order = [DEFAULTS[name] for name in ("veto_certain", "veto", "with_lasting", "alone")]
    assert order == sorted(order)


def test_another_likelier_intent_silences_the_model_but_not_the_rules():
    assert not tells_danger(None, 0.2, False, 0.0, DEFAULTS)
    assert tells_danger(CERTAIN, 0.2, False, 0.0, DEFAULTS)
