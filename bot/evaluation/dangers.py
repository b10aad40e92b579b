"""Dangers: how many are told, with which number first, and how many ordinary messages raise an alarm."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.evaluation.files import LEVELS, kept_aside
from bot.evaluation.measures import Share
from bot.evaluation.records import EmergencyRecord

Records = Sequence[EmergencyRecord]


def figures(records: Records, categories: Sequence[str]) -> dict[str, Any]:
    """Return every figure of the dangers; `kept_aside` has the same over the files the cues were not made with."""
    aside = [record for record in records if kept_aside(record.file)]
    return {**_figures(records, categories), "kept_aside": _figures(aside, categories)}


def _figures(records: Records, categories: Sequence[str]) -> dict[str, Any]:
    alerts = [record for record in records if record.category is not None]
    ordinary = [record for record in records if record.category is None]
    told = [record for record in alerts if record.right]
    beside = [record for record in alerts if not record.must_block]
    return {
        "found": _found(alerts),
        "levels": {level: _found([record for record in alerts if record.level == level]) for level in LEVELS},
        "categories": {
            category: _found([record for record in alerts if record.category == category])
            for category in categories
            if any(record.category == category for record in alerts)
        },
        "beside_only": Share.of([record.got is not None and not record.right for record in alerts]).public(),
        "category_right": Share.of([record.category_right for record in told]).public(),
        "number_right": Share.of([record.number_right for record in told]).public(),
        "blocks_needlessly": Share.of([record.blocks for record in beside]).public(),
        "false_alarms": Share.of([record.blocks for record in ordinary]).public(),
        "told_beside": Share.of([record.got is not None and not record.blocks for record in ordinary]).public(),
    }


def _found(alerts: Records) -> dict[str, Any]:
    return Share.of([record.right for record in alerts]).public()
