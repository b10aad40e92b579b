"""Whether a message tells a danger now: the readable rules of emergencies.yml and the trained model, weighed together.

The rules alone miss what nobody wrote down and fire on figures of speech; the model alone is wrong near the border.
The thresholds are margins of the model; how they were found is in docs/comprendre.md.
"""

from __future__ import annotations

from typing import Dict, Optional

from bot.language.danger_reading import Alert

DEFAULTS = {
    #: The model alone decides from this margin, when no other intent has a larger one.
    "alone": -0.1,
    #: ... and from this one when the rules see a danger that does not come first (abuse that lasts).
    "with_lasting": -0.35,
    #: A danger that the rules see is dropped when the model is this sure of the contrary: not certain, certain.
    "veto": -0.5,
    "veto_certain": -0.8,
    #: A message of which this share is values (a town, a trade, a date) is rather an answer to a question of ours...
    "values": 0.65,
    #: ... the model alone decides about it from this margin.
    "alone_on_values": 0.35,
}


def tells_danger(
    alert: Optional[Alert], margin: float, first: bool, covered: float, settings: Dict[str, float]
) -> bool:
    """Return whether the numbers must come before any answer.

    `alert` is what the rules found; `margin` is the model's for "emergency" (0: undecided; -1 and +1: sure);
    `first` says that no other intent has a larger one; `covered` is the share of the words that name values (0 to 1);
    `settings` has the keys of `DEFAULTS`.
    """
    if alert is None:
        return first and margin >= settings["alone" if covered < settings["values"] else "alone_on_values"]
    if not alert.blocking:
        return margin >= settings["with_lasting"]
    return margin >= settings["veto_certain" if alert.certain else "veto"]
