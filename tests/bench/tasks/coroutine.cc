// SPDX-License-Identifier: MIT
//
// C++20 coroutines over a ready queue that goes through their promises: the least executor.
#include "bench.h"
#include "timers.h"
#include <coroutine>
#include <exception>
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
            bool await_ready() noexcept { return false; }
            void await_suspend(std::coroutine_handle<promise_type> done) noexcept
            {
                if (done.promise().joiner)
                    ready.push(*done.promise().joiner);
            }
            void await_resume() noexcept {}
        };

        spawned get_return_object()
        {
            auto handle = std::coroutine_handle<promise_type>::from_promise(*this);
            me = handle;
            ready.push(*this);
            return spawned{handle};
        }
        std::suspend_always initial_suspend() noexcept { return {}; }
        final_awaiter final_suspend() noexcept { return {}; }
        void return_value(long result) { value = result; }
        void unhandled_exception() { std::terminate(); }
    };

    std::coroutine_handle<promise_type> handle;

    bool await_ready() const noexcept { return handle.done(); }
    void await_suspend(std::coroutine_handle<promise_type> joiner) noexcept
    {
        handle.promise().joiner = &joiner.promise();
    }
    long await_resume() const noexcept { return handle.promise().value; }
};

using task_handle = std::coroutine_handle<spawned::promise_type>;

struct suspend_into {
    queue &into;
    bool await_ready() noexcept { return false; }
    void await_suspend(task_handle me) noexcept { into.push(me.promise()); }
    void await_resume() noexcept {}
};

struct sleep_for {
    double time;
    bool await_ready() noexcept { return false; }
    void await_suspend(task_handle me)
    {
        timer_start(time, static_cast<promise_base *>(&me.promise()));
    }
    void await_resume() noexcept {}
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

extern "C" long spawn_batches(long count) { return run_parent(count, BENCH_BATCH, false); }
extern "C" long spawn_all(long count) { return run_parent(count, count, false); }
extern "C" long timers(long count) { return run_parent(count, count, true); }

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
