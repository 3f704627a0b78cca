# SPDX-License-Identifier: MIT
"""Errors as codes, and exceptions by their codes."""
import asyncio

ECANCELED, EDEADLK, ETIMEDOUT, EPROTO, EBUSY, CLOSED = 125, 35, 110, 71, 16, 0x434C


class Err(Exception):
    def __init__(self, code):
        super().__init__(code)
        self.code = code


class TooLong(BaseException):
    """More is traced than is worth comparing."""


class Ended(TooLong):
    """Ends a generator that yields when it is closed: no catch block takes it."""


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
