"""Conversations in a Redis that several processes share: the store of production.

One hash per conversation, gone 24 hours after its last turn by itself. `redis.conf` beside this file says how Redis
must be set up: its file on disk makes a killed Redis come back with every answered turn, and is rewritten here so that
nothing erased or expired stays in it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from redis.exceptions import ResponseError

from bot.stores.errors import StoreConflictError, StoreError
from bot.stores.records import ERASED_SECONDS, KEPT_SECONDS, Record, Stamp, drawn
from bot.stores.redis_client import PREFIX, RedisClient
from bot.stores.redis_file import AppendOnlyFile
from bot.stores.tracker_store import RecordTrackerStore

#: Each script may run twice (see `RedisClient`). Fields: b birth, v version, d body.
_READ = "return redis.call('HMGET', KEYS[1], 'b', 'v', 'd')"
_BEGIN = """
local found = redis.call('HMGET', KEYS[1], 'b', 'v', 'd')
if found[1] and found[2] and found[3] then return found end
redis.call('HSET', KEYS[1], 'b', ARGV[1], 'v', ARGV[2], 'd', '')
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return {ARGV[1], ARGV[2], ''}
"""
_WRITE = """
local found = redis.call('HMGET', KEYS[1], 'b', 'v')
if found[1] == ARGV[1] and (found[2] == ARGV[2] or found[2] == ARGV[3]) then
  redis.call('HSET', KEYS[1], 'v', ARGV[3], 'd', ARGV[4])
  redis.call('PEXPIRE', KEYS[1], ARGV[5])
  return 1
end
return -redis.call('EXISTS', KEYS[2])
"""
_ERASE = """
local birth = redis.pcall('HGET', KEYS[1], 'b')
local removed = redis.call('DEL', KEYS[1])
if type(birth) == 'string' then redis.pcall('SET', ARGV[1] .. birth, '', 'PX', ARGV[2]) end
return removed
"""
# (A full Redis refuses the SET: a turn that is running then gets `StoreConflictError`, and writes nothing either.)
_DROP = "return redis.call('DEL', KEYS[1])"
_CHECK = "return redis.call('SET', KEYS[1], '', 'PX', 10000)"

_ERASED = "erased:"


def _conversation(key: str) -> str:
    return "conversation:" + key


class RedisRecords:
    """`Records` in the Redis at `url`, each kept for `kept` seconds after its last turn."""

    def __init__(self, url: str, kept: float = KEPT_SECONDS) -> None:
        """Nothing is connected before the first call."""
        self.counts: Counter = Counter()
        self._client = RedisClient(url)
        self._kept = int(kept * 1000)
        self._file = AppendOnlyFile(self._client)

    async def read(self, key: str) -> Record | None:
        """See `Records`."""
        return _record(await self._run_repairing(_READ, key))

    async def begin(self, key: str) -> Record:
        """See `Records`."""
        record = _record(await self._run_repairing(_BEGIN, key, drawn(), drawn(), self._kept))
        assert record is not None
        return record

    async def write(self, key: str, old: Stamp, new: Stamp, body: bytes) -> bool:
        """See `Records`."""
        done = await self._run(
            _WRITE,
            [_conversation(key), _ERASED + old.birth],
            [old.birth, old.version, new.version, body, self._kept],
        )
        if done == 1:
            return True
        if done == -1:
            self.counts["dropped"] += 1
            return False
        self.counts["conflicts"] += 1
        raise StoreConflictError("the conversation changed meanwhile")

    async def erase(self, key: str) -> bool:
        """See `Records`. Raises `StoreError` also when it is gone but Redis could not rewrite its file yet."""
        erased = await self._run(_ERASE, [_conversation(key)], [PREFIX + _ERASED, int(ERASED_SECONDS * 1000)])
        self.counts["erased"] += erased
        await self._file.scrub_if_needed(erased)
        return bool(erased)

    async def purge(self, now: float | None = None) -> int:
        """Let Redis rewrite its file, which still holds what expired; Redis itself removes conversations in time.

        `now` is not used: the clock is that of Redis. Returns 0.
        """
        await self._file.scrub_if_needed(await self._file.has_grown())
        return 0

    async def keys(self) -> Iterable[str]:
        """See `Records`."""
        start = len(_conversation(""))
        return [name[start:] for name in await self._client.names(_conversation("*"))]

    async def check(self) -> None:
        """See `Records`."""
        await self._run(_CHECK, ["checked"], [])

    async def close(self) -> None:
        """See `Records`."""
        await self._client.close()

    async def _run(self, script: str, keys: list[str], arguments: list[Any]) -> Any:
        try:
            return await self._client.run(script, keys, arguments)
        except StoreError:
            self.counts["errors"] += 1
            raise

    async def _run_repairing(self, script: str, key: str, *arguments: Any) -> Any:
        """Run a script on the conversation; one that is no hash is damaged and gives way to a fresh one."""
        try:
            return await self._run(script, [_conversation(key)], list(arguments))
        except StoreError as error:
            if not (isinstance(error.__cause__, ResponseError) and "WRONGTYPE" in str(error.__cause__)):
                raise
        self.counts["damaged"] += 1
        await self._run(_DROP, [_conversation(key)], [])
        return await self._run(script, [_conversation(key)], list(arguments))


def _record(found: list[bytes | None]) -> Record | None:
    birth, version, body = found
    if birth is None or version is None or body is None:
        return None
    return Record(Stamp(birth.decode(), version.decode()), body)


class RedisTrackerStore(RecordTrackerStore):
    """A Rasa tracker store in Redis, not Rasa's own of that name."""

    def __init__(
        self, domain: Any = None, host: str | None = None, kept: float = KEPT_SECONDS, **settings: Any
    ) -> None:
        """Keep conversations in the Redis at the address `host` (Rasa's name for the `url` of the endpoints).

        `kept`: seconds after the last turn; `settings` as in `RecordTrackerStore`.
        """
        super().__init__(RedisRecords(host or "redis://127.0.0.1:6379/0", kept), domain, **settings)
