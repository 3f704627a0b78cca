# SPDX-License-Identifier: MIT
#
# The same in Python's asyncio. At most MOST operations: what is said is per operation.
import asyncio
import resource
import sys
import time

MOST = 50000


async def child(i):
    await asyncio.sleep(0)
    return i


async def spawn_and_join(first, count):
    children = [asyncio.create_task(child(first + i)) for i in range(count)]
    return sum([await one for one in children])


async def spawn_batches(count):
    return sum([await spawn_and_join(first, 1000) for first in range(0, count, 1000)])


async def spawn_all(count):
    return await spawn_and_join(0, count)


async def answer(channel, count):
    loop = asyncio.get_running_loop()
    for _ in range(count):
        value = await channel[0]
        channel[0] = loop.create_future()
        channel[1].set_result(value)


async def ping_pong(count):
    loop = asyncio.get_running_loop()
    channel = [loop.create_future(), loop.create_future()]
    other = asyncio.create_task(answer(channel, count))
    total = 0
    for i in range(count):
        channel[0].set_result(i)
        total += await channel[1]
        channel[1] = loop.create_future()
    await other
    return total


async def cancel(count):
    total = 0

    async def sleep_long(i):
        nonlocal total
        try:
            await asyncio.sleep(1000 + i % 7)
        finally:
            total += i

    sleepers = [asyncio.create_task(sleep_long(i)) for i in range(count)]
    await asyncio.sleep(0)
    for sleeper in sleepers:
        sleeper.cancel()
    await asyncio.gather(*sleepers, return_exceptions=True)
    return total


def values(count):
    for i in range(count):
        yield i


def passed_on(count):
    for i in values(count):
        yield i


async def gen(count):
    total = 0
    for i in values(count):
        total += i
    return total


async def gen_chain(count):
    total = 0
    for i in passed_on(count):
        total += i
    return total


gen_far = gen


def main():
    case = globals().get(sys.argv[1])
    if not asyncio.iscoroutinefunction(case):
        return
    most = MOST * 20 if sys.argv[1].startswith("gen") else MOST
    count = min(int(sys.argv[2]), most)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, cpu = time.perf_counter(), time.process_time()
    total = asyncio.run(case(count))
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    assert total == count * (count - 1) // 2
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(wall * 1e9 / count, cpu, peak / 1000, (peak - memory) * 1024 / count)


main()
