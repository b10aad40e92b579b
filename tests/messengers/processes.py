"""Real processes of the assistant, called as a messenger does: again and again until one has the message."""

import asyncio
import time

import aiohttp


class Caller:
    """Brings updates to processes, in order, and writes down how long each acknowledgement took."""

    def __init__(self, assistants, path, headers):
        self.assistants, self.path, self.headers = assistants, path, headers
        self.seconds = []
        self._http = aiohttp.ClientSession()

    async def bring(self, body, seconds=60.0, **headers):
        """Send one update until a process acknowledges it, each time to the next process; `headers`: more of them."""
        end = time.monotonic() + seconds
        while True:
            for assistant in self.assistants:
                if await self._call(assistant, body, headers):
                    return
            if time.monotonic() > end:
                raise TimeoutError("no process takes the message")
            await asyncio.sleep(0.1)

    async def _call(self, assistant, body, headers):
        started = time.monotonic()
        try:
            timeout = aiohttp.ClientTimeout(total=5)
            address = assistant.address + self.path
            headers = {**self.headers, **headers}
            async with self._http.post(address, data=body, headers=headers, timeout=timeout) as answer:
                await answer.read()
                if answer.status != 200:
                    return False
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return False
        self.seconds.append(time.monotonic() - started)
        return True

    async def close(self):
        """Close the connections."""
        await self._http.close()


async def off_loop(call, *arguments):
    """What a call that blocks returns; meanwhile the fake messenger goes on."""
    return await asyncio.get_running_loop().run_in_executor(None, call, *arguments)


async def until(condition, seconds=60.0):
    """Waits until something is true."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.05)
