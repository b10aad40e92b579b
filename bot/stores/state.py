"""Where this machine keeps what it keeps."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

#: The environment variable that names the folder, and the folder where it says nothing.
STATE = "RECOURS_STATE"
DEFAULT_STATE = ".state"


def state_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """Return the folder of conversations, locks and the secret of development; it may not be there yet."""
    return Path(environment.get(STATE) or DEFAULT_STATE)
