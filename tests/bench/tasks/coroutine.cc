// SPDX-License-Identifier: MIT
//
// C++20 coroutines over a ready queue that goes through their promises: the least executor.
#include "bench.h"
#include "timers.h"
#include <coroutine>
#include <exception>
#include <utility>
#include <vector>

struct promise_base {
    promise_base *next = nullptr; // in the ready queue, or at the gate
    std::coroutine_handle<> me;   // needed to resume it without knowing its type
    promise_base *joiner = nullptr;
};

struct queue {
    promise_base *first = nullptr, **last = &first;

    void push(promise_base &promise)
    {
        promise.next = nullptr;
        *last = &promise;
        last = &promise.next;
    }
    promise_base *pop()
    {
        promise_base *promise = first;
        first = promise->next;
        if (!first)
            last = &first;
        return promise;
    }
};

static queue ready, gate;

static void run_ready()
{
    while (ready.first)
        ready.pop()->me.resume();
}

static void run()
{
    do {
        timer_wait();
        while (void *promise = timer_due())
            ready.push(*static_cast<promise_base *>(promise));
        run_ready();
    } while (timer_count);
}

// A task that begins in the next turn; awaiting it gives its value.
struct spawned {
    struct promise_type : promise_base {
        long value = 0;

        struct final_awaiter {
            bool await_ready() noexcept
            {
                return false;
            }
            void await_suspend(std::coroutine_handle<promise_type> done) noexcept
            {
                if (done.promise().joiner)
                    ready.push(*done.promise().joiner);
            }
            void await_resume() noexcept
            {
            }
        };

        spawned get_return_object()
        {
            auto handle = std::coroutine_handle<promise_type>::from_promise(*this);
            me = handle;
            ready.push(*this);
            return spawned{handle};
        }
        std::suspend_always initial_suspend() noexcept
        {
            return {};
        }
        final_awaiter final_suspend() noexcept
        {
            return {};
        }
        void return_value(long result)
        {
            value = result;
        }
        void unhandled_exception()
        {
            std::terminate();
        }
    };

    std::coroutine_handle<promise_type> handle;

    bool await_ready() const noexcept
    {
        return handle.done();
    }
    void await_suspend(std::coroutine_handle<promise_type> joiner) noexcept
    {
        handle.promise().joiner = &joiner.promise();
    }
    long await_resume() const noexcept
    {
        return handle.promise().value;
    }
};

using task_handle = std::coroutine_handle<spawned::promise_type>;

struct suspend_into {
    queue &into;
    bool await_ready() noexcept
    {
        return false;
    }
    void await_suspend(task_handle me) noexcept
    {
        into.push(me.promise());
    }
    void await_resume() noexcept
    {
    }
};

struct sleep_for {
    double time;
    bool await_ready() noexcept
    {
        return false;
    }
    void await_suspend(task_handle me)
    {
        timer_start(time, static_cast<promise_base *>(&me.promise()));
    }
    void await_resume() noexcept
    {
    }
};

static spawned child(long i)
{
    co_await suspend_into{ready};
    co_return i;
}

static spawned sleeper(double time, long i)
{
    co_await sleep_for{time};
    co_return i;
}

// Not inlined: clang 19 would take its frame into run_parent and lose the way to resume it.
__attribute__((noinline)) static spawned parent(long count, long batch, bool sleepers)
{
    long sum = 0;
    std::vector<spawned> children;
    children.reserve(batch);
    for (long first = 0; first < count; first += batch) {
        for (long i = 0; i < batch; i++)
            children.push_back(sleepers ? sleeper(bench_random(), first + i) : child(first + i));
        for (spawned &one : children) {
            sum += co_await one;
            one.handle.destroy();
        }
        children.clear();
    }
    co_return sum;
}

static long run_parent(long count, long batch, bool sleepers)
{
    spawned root = parent(count, batch, sleepers);
    run();
    long sum = root.handle.promise().value;
    root.handle.destroy();
    return sum;
}

extern "C" long spawn_batches(long count)
{
    return run_parent(count, BENCH_BATCH, false);
}
extern "C" long spawn_all(long count)
{
    return run_parent(count, count, false);
}
extern "C" long timers(long count)
{
    return run_parent(count, count, true);
}

static long total;

static spawned wait_at_gate(long i)
{
    char locals[BENCH_LOCALS];
    bench_fill(locals, i);
    co_await suspend_into{gate};
    total += bench_check(locals);
    co_return 0;
}

extern "C" long idle(long count)
{
    for (long i = 0; i < count; i++)
        wait_at_gate(i);
    run();
    while (gate.first)
        ready.push(*gate.pop());
    run();
    return total;
}

// A slot and its reader for each way.
struct slot {
    promise_base *reader = nullptr;
    long value = 0;
    bool is_full = false;

    void put(long number)
    {
        value = number;
        is_full = true;
        if (reader)
            ready.push(*std::exchange(reader, nullptr));
    }
};

struct take_from {
    slot &from;
    bool await_ready() noexcept
    {
        return from.is_full;
    }
    void await_suspend(task_handle me) noexcept
    {
        from.reader = &me.promise();
    }
    long await_resume() noexcept
    {
        from.is_full = false;
        return from.value;
    }
};

static spawned answer(slot &there, slot &back, long count)
{
    for (long i = 0; i < count; i++)
        back.put(co_await take_from{there});
    co_return 0;
}

static spawned exchange(slot &there, slot &back, long count)
{
    long sum = 0;
    for (long i = 0; i < count; i++) {
        there.put(i);
        sum += co_await take_from{back};
    }
    co_return sum;
}

extern "C" long ping_pong(long count)
{
    slot there, back;
    spawned one = exchange(there, back, count), other = answer(there, back, count);
    run();
    long sum = one.handle.promise().value;
    one.handle.destroy();
    other.handle.destroy();
    return sum;
}

// Cancelled is who is destroyed where it stands; the timers are dropped at the end, all at once.
struct adds_at_end {
    long i;
    ~adds_at_end()
    {
        total += i;
    }
};

static spawned sleep_long(long i)
{
    adds_at_end end{i};
    co_await sleep_for{1000 + (double)(i % 7)};
    co_return i;
}

extern "C" long cancel(long count)
{
    std::vector<spawned> all;
    all.reserve(count);
    total = 0;
    timer_read_clock();
    for (long i = 0; i < count; i++)
        all.push_back(sleep_long(i));
    run_ready();
    for (spawned &one : all)
        one.handle.destroy();
    timer_count = 0;
    return total;
}
