"""The one place that makes Rasa ready to be imported: call `prepare_rasa()` before anything of Rasa."""

from __future__ import annotations

import functools

from bot.runtime import levers, quiet, without_channels, without_tensorflow


@functools.lru_cache(maxsize=1)
def prepare_rasa() -> dict[str, bool]:
    """Stand-ins, then Rasa's imports without noise, then the levers; tells which levers are in place."""
    quiet.set_environment()
    without_tensorflow.install()
    without_channels.install()
    levers.make_skops_lazy()
    with quiet.hushed_warnings():
        import rasa.core.agent
        import rasa.engine.recipes.default_components  # noqa: F401

        return levers.apply_all()
