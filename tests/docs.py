# SPDX-License-Identifier: MIT
"""docs.py FILE: runs an example in Python, and its main() if it has one.

Loops have a virtual clock, as the examples in C do: it stands still while anything is ready, and jumps to the next timer
when nothing is. A selector that never waits for a timer, and moves the clock instead, is all it takes.
"""
import asyncio
import inspect
import runpy
import selectors
import sys


class Selector(selectors.DefaultSelector):
    now = 0.0

    def select(self, timeout=None):
        events = super().select(0 if timeout else timeout)
        if timeout and not events:
            self.now += timeout
        return events


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.selector = Selector()
        super().__init__(self.selector)

    def time(self):
        return self.selector.now


class Policy(asyncio.DefaultEventLoopPolicy):
    def new_event_loop(self):
        return Loop()


asyncio.set_event_loop_policy(Policy())
main = runpy.run_path(sys.argv[1], {"asyncio": asyncio}).get("main")
if inspect.iscoroutinefunction(main):
    asyncio.run(main())
