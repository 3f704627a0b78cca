# SPDX-License-Identifier: MIT
"""What the programs stand on in Python: asyncio's own futures, gather, wait, shield and timeout, on a loop with a
virtual clock, and a task that also follows the rules in which awaitc differs on purpose (docs/language.md,
"Differences from asyncio"). Here and in waiting.py and generators.py:

  * a timer that is due takes effect at the beginning of the turn; equal deadlines fire in order of registration
  * tasks belong to blocks, calls or the loop, and are cancelled and joined at their end (Owner)
  * a cancellation during such a join is put off until the way out is finished (Task.put_off, ways_end)
  * an owner does not ask a task that deals with another request, but once more if that is ignored (Task.owed)
  * who waits at a block's end is woken behind all others that wait for the same task (Joining)
  * async_all cancels the other members after a failure, and waits for them; combiners whose outcome is known by the
    time of the call do not suspend
  * a generator that is freed for good and yields when it is closed is ended: its defers run
  * an error that leaves a defer does not replace the one that is in flight
  * a timeout takes back its request, if that was not delivered; a foreign request that was there before it wins
"""
import asyncio
import heapq

from errors import TooLong

PyTask = asyncio.tasks._PyTask


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
            ask([task for task in self.tasks if not task.loop_asked])
            for task in self.tasks:
                task.loop_asked = True
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
        self.loop_asked = False  # by the end of the loop
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
        # a group that was asked throws the request itself (wait_all): it is not over yet
        passed, self.passed = self.passed and not getattr(future, "was_asked", False), False
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
