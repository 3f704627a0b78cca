# SPDX-License-Identifier: MIT
"""Generators behind handles, plain and async ones: with the value that was yielded last and the one that was returned,
and closed and freed by awaitc's rules: one that is freed for good and yields when it is closed is ended, past its catch
blocks. Python's own generators do the rest."""
import asyncio

from errors import Ended, TooLong, code_of, is_busy, is_ignored
from virtual import Task

generators = []


def kept(generator):
    """It is never collected."""
    generators.append(generator)
    return generator


class Inner:
    """What a plain generator delegates to."""

    def __init__(self, generator):
        self.generator = kept(generator)
        self.send, self.throw = generator.send, generator.throw

    def __iter__(self):
        return self

    def __next__(self):
        return next(self.generator)

    def close(self):
        try:
            self.generator.close()
        except RuntimeError as error:
            if is_ignored(error):
                end(self.generator)
            raise


def end(generator):
    try:
        generator.throw(Ended())
    except Ended:
        pass


class Generator:
    """A generator with the value that it yielded last, and the one that it returned."""

    def __init__(self, generator):
        self.generator = kept(generator)
        self.done, self.last, self.value = False, 0, 0
        self.is_new = True

    def resume(self, step, *arguments):
        try:
            self.is_new = False
            self.last = step(*arguments)
            return True
        except StopIteration as stop:
            self.done = True
            if stop.value is not None:
                self.value = stop.value
            return False
        except BaseException:
            self.done = True
            raise

    def next(self):
        return self.resume(next, self.generator)

    def send(self, value):
        """The value of the first one is dropped, where Python refuses it."""
        return self.resume(self.generator.send, None if self.is_new else value)

    def throw(self, error):
        return self.resume(self.generator.throw, error)

    def close(self):
        if not self.done:
            try:
                self.generator.throw(GeneratorExit())
            except GeneratorExit:
                self.done = True
            except StopIteration as stop:  # its value is kept, as it is since Python 3.13
                self.done, self.value = True, stop.value or 0
            except BaseException:
                self.done = True
                raise
            else:
                raise RuntimeError("generator ignored GeneratorExit")

    def end(self):
        end(self.generator)
        self.done = True


class AsyncGenerator(Generator):
    async def resume(self, step, *arguments):
        if self.done:
            return False
        try:
            self.is_new = False
            self.last = await step(*arguments)
            return True
        except StopAsyncIteration:
            self.done = True
            return False
        except BaseException as error:
            self.done = not is_busy(error)
            raise

    def next(self):
        return self.resume(self.generator.__anext__)

    def send(self, value):
        return self.resume(self.generator.asend, None if self.is_new else value)

    async def throw(self, error):
        """What is thrown into one that has ended is the caller's, as in a plain one."""
        if self.done:
            raise error
        return await self.resume(self.generator.athrow, error)

    async def close(self):
        """As aclose() does, but that one that has yielded meanwhile may be closed again."""
        if self.done or self.is_new:
            self.done = True
            return
        try:
            await self.generator.athrow(GeneratorExit())
        except (GeneratorExit, StopAsyncIteration):
            self.done = True
        except BaseException as error:
            self.done = not is_busy(error)
            raise
        else:
            raise RuntimeError("async generator ignored GeneratorExit")

    async def end(self):
        try:
            await self.generator.athrow(Ended())
        except Ended:
            self.done = True

    async def close_for_good(self):
        try:
            await self.close()
        finally:
            if not self.done:
                await self.end()


async def step_of(step):
    """Of a generator of either kind."""
    return step if isinstance(step, bool) else await step


async def throw_into(inner, error):
    """What is thrown into one that delegates to inner."""
    if not isinstance(error, GeneratorExit):
        return await step_of(inner.throw(error))
    try:
        closing = inner.close()
        if closing:
            await closing
    except RuntimeError as failure:
        ending = inner.end() if is_ignored(failure) else None
        if ending:
            await ending
        raise
    raise error


def drain(out, id, generator, count):
    """Goes through one, as an ordinary function does."""
    total, failed = 0, 0
    try:
        for _ in range(count):
            if not generator.next():
                break
            out(id, generator.last)
            total += generator.last
    except TooLong:
        raise
    except BaseException as error:
        failed = code_of(error)
    total += failed % 1000 * 2 + generator.done
    gen_free(generator)
    return total % 1000


class Closer(Task):
    """Closes a generator that was freed before its end; a request to cancel does not keep it from beginning."""
    has_begun = False

    def _Task__step(self, exc=None):
        if not self.has_begun:
            self.has_begun = True
            self._must_cancel = self.asked = False
        super()._Task__step(exc)


async def afree(generator):
    """The end of a block that has an async generator: it is closed, and freed. One that has yielded meanwhile is
    closed once more, for good, by a task of the loop."""
    try:
        await generator.close()
    finally:
        if not generator.done:
            loop = asyncio.get_running_loop()
            loop.tasks.append(Closer(generator.close_for_good(), loop=loop))


def gen_free(generator):
    """What leaves it while it is closed is reported."""
    try:
        generator.close()
    except TooLong:
        raise
    except BaseException:
        pass
    if not generator.done:
        generator.end()
