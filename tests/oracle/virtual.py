# SPDX-License-Identifier: MIT
"""What the programs stand on in Python: asyncio's own futures, gather, wait, shield and timeout, on a loop with a
virtual clock, and a task that also follows the rules in which awaitc differs on purpose (docs/language.md,
"Differences from asyncio"):

  * a timer that is due takes effect at the beginning of the turn; equal deadlines fire in order of registration
  * tasks belong to blocks, calls or the loop, and are cancelled and joined at their end (Owner)
  * a cancellation during such a join is put off until the way out is finished (Task.put_off, ways_end)
  * who waits at a block's end is woken behind all others that wait for the same task (Joining)
  * async_all cancels the other members after a failure, and waits for them; combiners whose outcome is known by the
    time of the call do not suspend
  * an error that leaves a defer does not replace the one that is in flight
  * a timeout takes back its request, if that was not delivered; a foreign request that was there before it wins
"""
import asyncio
import heapq

PyTask = asyncio.tasks._PyTask
ECANCELED, EDEADLK, ETIMEDOUT, EPROTO, EBUSY, CLOSED = 125, 35, 110, 71, 16, 0x434C


class Err(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class TooLong(BaseException):
    """More is traced than is worth comparing."""


def error_for(code):
    return asyncio.CancelledError() if code == ECANCELED else Err(code)


def is_ignored(error):
    """A generator has yielded when it was closed."""
    return isinstance(error, RuntimeError) and "ignored GeneratorExit" in str(error)


def is_busy(error):
    """Another task is in the async generator."""
    return isinstance(error, RuntimeError) and "already running" in str(error)


def code_of(error):
    if isinstance(error, Err):
        return error.code
    if isinstance(error, asyncio.CancelledError):
        return ECANCELED
    if isinstance(error, TimeoutError):
        return ETIMEDOUT
    if isinstance(error, GeneratorExit):
        return CLOSED
    if is_ignored(error):
        return EPROTO
    if is_busy(error):
        return EBUSY
    raise error


# ---- the loop -------------------------------------------------------------------------------------------------------


class Loop(asyncio.BaseEventLoop):
    """One turn: timers that are due, then what was ready by then. When nothing is ready the clock jumps."""

    def __init__(self):
        super().__init__()
        self.now = 0.0
        self.timers = []
        self.order = 0
        self.is_too_long = False
        self.tasks = []  # that belong to no block or call, the newest last
        self.set_exception_handler(lambda loop, context: None)

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        handle = asyncio.TimerHandle(when, callback, args, self, context)
        self.order += 1
        heapq.heappush(self.timers, (when, self.order, handle))
        return handle

    def _timer_handle_cancelled(self, handle):
        pass

    def _write_to_self(self):
        pass

    def turn(self):
        if self.is_too_long:
            raise TooLong
        while self.timers and self.timers[0][0] <= self.now:
            handle = heapq.heappop(self.timers)[2]
            if not handle._cancelled:
                handle._run()
        for _ in range(len(self._ready)):
            handle = self._ready.popleft()
            if not handle._cancelled:
                handle._run()

    def jump(self):
        """False: nothing can ever happen any more."""
        while self._ready and self._ready[0]._cancelled:
            self._ready.popleft()
        while self.timers and self.timers[0][2]._cancelled:
            heapq.heappop(self.timers)
        if not self._ready and self.timers:
            self.now = max(self.now, self.timers[0][0])
        return bool(self._ready or self.timers)

    def run_until(self, task):
        while not task.done():
            self.turn()
            if not task.done() and not self.jump():
                raise RuntimeError("deadlock")

    def run_program(self, main):
        """What async_run does, its closing of the loop included."""
        asyncio.events._set_running_loop(self)
        try:
            self.run_until(Task(main, loop=self))
            self.shut_down()
        finally:
            asyncio.events._set_running_loop(None)

    def shut_down(self):
        while True:
            self.tasks = [task for task in self.tasks if not task.done()]
            if not self.tasks and not self._ready:
                return
            ask(self.tasks)
            if self.tasks:
                self.run_until(self.tasks[-1])
            else:
                self.turn()


# ---- tasks ----------------------------------------------------------------------------------------------------------


class Task(PyTask):
    def __init__(self, coroutine, *, loop):
        self.asked = False  # a request to cancel is outstanding
        self.in_step = False
        self.owed = False  # its owner did not ask, because of that
        self.passed = False  # it was passed on to what is awaited
        self.put_off = False  # it came during a join
        self.joiner = None
        super().__init__(coroutine, loop=loop)

    def cancel(self, msg=None):
        if self.done():
            return False
        self.asked = True
        if self._fut_waiter is not None and not isinstance(self._fut_waiter, Joining):
            self.passed = True
        super().cancel(msg)
        if self._must_cancel:
            self.passed = False
        return True

    @property
    def _must_cancel(self):
        return self.must_cancel

    @_must_cancel.setter
    def _must_cancel(self, value):
        """asyncio clears it within a step when it has passed the request on to what the task has come to await."""
        if self.in_step and not value and not isinstance(self._fut_waiter, Joining):
            self.passed = True
        self.must_cancel = value

    def _Task__step(self, exc=None):
        if self._must_cancel:
            self._must_cancel = False
            exc = asyncio.CancelledError()
            exc.is_request = True
        self.in_step = True
        super()._Task__step(exc)
        self.in_step = False
        if self.done():
            self.asked = False
            if self.put_off:
                raise AssertionError("the way out was not finished")

    def _Task__wakeup(self, future):
        passed, self.passed = self.passed, False
        if isinstance(self._fut_waiter, Joining):
            self._Task__step()
            return
        try:
            future.result()
        except BaseException as error:
            if passed and isinstance(error, asyncio.CancelledError):
                error.is_request = True
            elif passed:
                self.request_over()
            self._Task__step(error)
        else:
            if passed:
                self.request_over()
            self._Task__step()

    def request_over(self):
        """What was asked has been done, or been ignored."""
        self.asked = False
        if self.owed:
            self.owed = False
            self.cancel()

    def _Future__schedule_callbacks(self):
        super()._Future__schedule_callbacks()
        if self.joiner:
            callback, context = self.joiner
            self._loop.call_soon(callback, self, context=context)


def me():
    return asyncio.current_task()


def release(error):
    """A catch block that has caught it ends."""
    if getattr(error, "is_request", False):
        me().request_over()


# ---- owners ---------------------------------------------------------------------------------------------------------


class Joining:
    """What a task awaits while it joins another one."""

    def __init__(self, child, task):
        self.child, self.task = child, task
        self._asyncio_future_blocking = True

    def get_loop(self):
        return self.task.get_loop()

    def add_done_callback(self, callback, context=None):
        self.child.joiner = (callback, context)

    def cancel(self, msg=None):
        self.task.put_off = True
        return True

    def __await__(self):
        yield self


def ask(tasks):
    for task in reversed(tasks):
        if task.asked:
            task.owed = True
        elif not task.done():
            task.cancel()


class Owner:
    """A run of tasks of a block, or those of a call."""

    def __init__(self):
        self.tasks = []

    def spawn(self, coroutine):
        self.tasks.append(Task(coroutine, loop=asyncio.get_running_loop()))
        return self.tasks[-1]

    async def join(self, goes_on):
        """goes_on: behind it there is more on the way out that may await."""
        is_any = bool(self.tasks)
        ask(self.tasks)
        while self.tasks:
            task = self.tasks.pop()
            if not task.done():
                await Joining(task, me())
        if is_any and not goes_on:
            ways_end()


def detach(coroutine):
    loop = asyncio.get_running_loop()
    loop.tasks.append(Task(coroutine, loop=loop))


def ways_end():
    """A way out is finished: what was put off on it is to be delivered."""
    task = me()
    if task is not None and task.put_off:
        task.put_off = False
        task._must_cancel = True


async def run_defer(body, in_flight):
    """What was put off before it stays so until it is done, whatever ways out there are in it."""
    task = me()
    put_off, task.put_off = task.put_off, False
    try:
        await body()
    except TooLong:
        raise
    except BaseException as error:
        if in_flight is None:
            raise
        release(error)
    finally:
        if put_off:
            task.put_off = True


def run_plain_defer(body, in_flight):
    try:
        body()
    except TooLong:
        raise
    except BaseException:
        if in_flight is None:
            raise


# ---- generators -----------------------------------------------------------------------------------------------------


generators = []


def kept(generator):
    """It is never collected: one that yields when it is closed is left where it stands."""
    generators.append(generator)
    return generator


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


async def step_of(step):
    """Of a generator of either kind."""
    return step if isinstance(step, bool) else await step


async def throw_into(inner, error):
    """What is thrown into one that delegates to inner."""
    if not isinstance(error, GeneratorExit):
        return await step_of(inner.throw(error))
    closing = inner.close()
    if closing:
        await closing
    raise error


def drain(id, generator, count):
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
    closed once more by a task of the loop."""
    try:
        await generator.close()
    finally:
        if not generator.done:
            loop = asyncio.get_running_loop()
            loop.tasks.append(Closer(generator.close(), loop=loop))


def gen_free(generator):
    """What leaves it while it is closed is reported."""
    try:
        generator.close()
    except TooLong:
        raise
    except BaseException:
        pass


# ---- waiting --------------------------------------------------------------------------------------------------------


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
        self.task._must_cancel = self.task.put_off = False


class Catching:
    """A catch block: unless the error is thrown on, or an outer one holds it too, it is released at the end."""

    def __init__(self, error):
        self.error = error

    def __enter__(self):
        self.error.holders = getattr(self.error, "holders", 0) + 1

    def __exit__(self, kind, error, traceback):
        self.error.holders -= 1
        if error is not self.error and not self.error.holders:
            release(self.error)
