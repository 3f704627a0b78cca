// SPDX-License-Identifier: MIT
//
// generator<T> in C++20, the usual shape.
#include "bench.h"
#include <coroutine>
#include <exception>
#include <utility>

#if defined __clang__
#define BENCH_ELIDABLE [[clang::coro_only_destroy_when_complete]]
#else
#define BENCH_ELIDABLE
#endif

template <class T> struct generator {
    struct promise_type {
        T value;
        generator get_return_object()
        {
            return generator{handle::from_promise(*this)};
        }
        std::suspend_always initial_suspend() noexcept
        {
            return {};
        }
        std::suspend_always final_suspend() noexcept
        {
            return {};
        }
        std::suspend_always yield_value(T given) noexcept
        {
            value = given;
            return {};
        }
        void return_void()
        {
        }
        void unhandled_exception()
        {
            std::terminate();
        }
    };
    using handle = std::coroutine_handle<promise_type>;

    explicit generator(handle coroutine) : coroutine(coroutine)
    {
    }
    generator(generator &&other) noexcept : coroutine(std::exchange(other.coroutine, {}))
    {
    }
    ~generator()
    {
        if (coroutine)
            coroutine.destroy();
    }
    bool next()
    {
        coroutine.resume();
        return !coroutine.done();
    }
    T value()
    {
        return coroutine.promise().value;
    }

    handle coroutine;
};

extern generator<long> far_values(long count);

#ifdef FAR
generator<long> far_values(long count)
{
    for (long i = 0; i < count; i++)
        co_yield i;
}
#else
static generator<long> values(long count)
{
    for (long i = 0; i < count; i++)
        co_yield i;
}

static generator<long> passed_on(long count)
{
    for (generator<long> inner = values(count); inner.next();)
        co_yield inner.value();
}

extern "C" long gen(long count)
{
    long sum = 0;
    for (generator<long> all = values(count); all.next();)
        sum += bench_opaque(all.value());
    return sum;
}

extern "C" long gen_chain(long count)
{
    long sum = 0;
    for (generator<long> all = passed_on(count); all.next();)
        sum += bench_opaque(all.value());
    return sum;
}

extern "C" long gen_far(long count)
{
    long sum = 0;
    for (generator<long> all = far_values(count); all.next();)
        sum += bench_opaque(all.value());
    return sum;
}
#endif
