# SPDX-License-Identifier: MIT
"""Waiting for futures, one or several, and timeouts: asyncio's gather, wait and timeout, and what awaitc's combiners do
otherwise."""
import asyncio

from errors import ECANCELED, EDEADLK, Err, code_of, error_for
from virtual import me



async def wait_for(future):
    if future is me():
        raise Err(EDEADLK)
    return await future


def future_error(future):
    if future.cancelled():
        return ECANCELED
    if not future.done() or future.exception() is None:
        return 0
    return code_of(future.exception())


def future_state(future):
    return 0 if not future.done() else 1 if future.cancelled() else 2


def future_set(future, value):
    if future.done():
        return 0
    future.set_result(value)
    return 1


def future_fail(future, code):
    if future.done():
        return 0
    if code == ECANCELED:
        return int(future.cancel())
    future.set_exception(Err(code))
    return 1


class Group(asyncio.Future):
    """What async_all awaits, after asyncio's _GatheringFuture."""

    def __init__(self, members, error, loop):
        super().__init__(loop=loop)
        self.members, self.error, self.was_asked = list(members), error, False
        for member in members:
            member.add_done_callback(self.member_done)

    def cancel_members(self):
        return any([member.cancel() for member in list(self.members)])

    def cancel(self, msg=None):
        if self.done() or not self.cancel_members():
            return False
        self.was_asked = True
        return True

    def member_done(self, member):
        self.members.remove(member)
        error = future_error(member)
        if error and not self.error:
            self.error = error
            self.cancel_members()
        if not self.members and not self.done():
            self.set_result(None)


def refuse_self(futures):
    if me() in futures:
        raise Err(EDEADLK)


async def wait_all(*futures):
    refuse_self(futures)
    error = next((future_error(f) for f in futures if f.done() and future_error(f)), 0)
    pending = [f for f in futures if not f.done()]
    if pending:
        group = Group(pending, error, asyncio.get_running_loop())
        if error:
            group.cancel_members()
        await group
        error = group.error
        if group.was_asked:
            cancelled = asyncio.CancelledError()
            cancelled.is_request = True
            raise cancelled
    if error:
        raise error_for(error)


async def wait_settle(*futures):
    refuse_self(futures)
    if not all(f.done() for f in futures):
        await asyncio.gather(*futures, return_exceptions=True)


async def wait_any(*futures):
    refuse_self(futures)
    if not any(f.done() for f in futures):
        await asyncio.wait(futures, return_when=asyncio.FIRST_COMPLETED)
    return next(i for i, f in enumerate(futures) if f.done())


class PatientTimeout(asyncio.Timeout):
    """Its request is none that keeps an owner from asking."""

    def _on_timeout(self):
        task = self._task
        asked = task.asked
        super()._on_timeout()
        task.asked = asked


class Timeout:
    def __init__(self, seconds):
        loop = asyncio.get_running_loop()
        self.inner = PatientTimeout(loop.time() + seconds)

    async def __aenter__(self):
        self.task = me()
        self.requests = self.task.cancelling()
        self.was_pending = self.task._must_cancel or self.task.put_off
        await self.inner.__aenter__()

    async def __aexit__(self, kind, error, traceback):
        is_expired = self.inner.expired()
        try:
            await self.inner.__aexit__(kind, error, traceback)
        except TimeoutError:
            if self.was_pending:
                return
            self.withdraw()
            raise
        if is_expired and self.task.cancelling() <= self.requests and not self.was_pending:
            self.withdraw()

    def withdraw(self):
        self.task.must_cancel = self.task.put_off = False  # withdrawn, not passed on: past the setter
