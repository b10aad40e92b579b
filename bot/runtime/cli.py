"""`python -m bot.runtime.cli ...`: Rasa's own command line (`data validate`, `train`, `test`, `run`...).

Rasa's words are left as they are, less its telemetry and the warnings of libraries at import.
"""

from __future__ import annotations

import sys

from bot.runtime import quiet
from bot.runtime.prepare import prepare_rasa


def main() -> int:
    """Runs Rasa's command with the arguments of this one."""
    prepare_rasa()
    with quiet.hushed_warnings():
        import rasa.core.run  # noqa: F401  (Rasa imports it later, when it has set its own filters)
        from rasa.__main__ import main as rasa_main
    sys.argv[0] = "rasa"
    rasa_main()
    return 0


if __name__ == "__main__":
    sys.exit(main())
