"""What goes wrong with a store. No message of these errors holds a key or a word of a conversation."""


class StoreError(Exception):
    """The store cannot be used now: gone, full, locked or slow. The turn counts as not said; a later one may work."""


class AlreadyHeardError(Exception):
    """A message came again after later ones of the same conversation: it is not to be heard a second time."""


class StoreConflictError(StoreError):
    """The conversation was changed or lost elsewhere since this turn read it: writing would undo that."""
