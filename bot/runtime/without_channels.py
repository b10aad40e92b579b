"""Lets Rasa 3.6.21 start without the libraries of chat services that this project does not serve.

Rasa imports all its channels at start, and each its own library. A channel whose library is missing is
replaced by a stand-in that is refused with one clear line if `credentials.yml` names it.
"""

from __future__ import annotations

import importlib.util
from types import ModuleType

from bot.runtime import stand_in
from bot.runtime.messages import sentence

PACKAGE = "rasa.core.channels."

# channel module -> (the library it needs, its class, its name in credentials.yml)
CHANNELS = {
    "facebook": ("fbmessenger", "FacebookInput", "facebook"),
    "hangouts": ("cachecontrol", "HangoutsInput", "hangouts"),
    "mattermost": ("mattermostwrapper", "MattermostInput", "mattermost"),
    "rocketchat": ("rocketchat_API", "RocketChatInput", "rocketchat"),
    "slack": ("slack_sdk", "SlackInput", "slack"),
    "telegram": ("aiogram", "TelegramInput", "telegram"),
    "twilio": ("twilio", "TwilioInput", "twilio"),
    "twilio_voice": ("twilio", "TwilioVoiceInput", "twilio_voice"),
    "webexteams": ("webexteamssdk", "WebexTeamsInput", "webexteams"),
}


def install() -> list[str]:
    """Puts stand-ins in place of the channels that cannot work here; tells which."""
    missing = [name for name, (library, _, _) in CHANNELS.items() if importlib.util.find_spec(library) is None]
    stand_in.install(dict.fromkeys((PACKAGE + name for name in missing), _build_channel))
    return missing


def _build_channel(module: ModuleType) -> None:
    from rasa.core.channels.channel import InputChannel
    from rasa.shared.exceptions import RasaException

    _, class_name, name = CHANNELS[module.__name__.removeprefix(PACKAGE)]

    def refuse(cls: type, credentials: object = None) -> None:
        raise RasaException(sentence("stand_in.channel_left_out", name=name))

    channel = type(
        class_name,
        (InputChannel,),
        {
            "__module__": module.__name__,
            "__doc__": f"Stands in for Rasa's {name} channel, whose library is not installed.",
            "name": classmethod(lambda cls: name),
            "from_credentials": classmethod(refuse),
        },
    )
    setattr(module, class_name, channel)
