"""The name under which the server looks for actions."""

from tiny_actions import *  # noqa: F403
