// SPDX-License-Identifier: MIT
//
// task<T> in C++20: lazy, one awaiter, symmetric transfer; the usual shape.
#ifndef BENCH_COROUTINE_HH
#define BENCH_COROUTINE_HH

#include <coroutine>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <utility>

// clang takes the frame into the caller's where it sees all of a coroutine's life.
#if defined __clang__
#define BENCH_ELIDABLE [[clang::coro_only_destroy_when_complete]]
#else
#define BENCH_ELIDABLE
#endif

template <class T> struct BENCH_ELIDABLE task {
    struct promise_type {
        std::coroutine_handle<> continuation = std::noop_coroutine();
        T value;

        struct final_awaiter {
            bool await_ready() noexcept { return false; }
            std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> me) noexcept
            {
                return me.promise().continuation;
            }
            void await_resume() noexcept {}
        };

        task get_return_object() { return task{handle::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        final_awaiter final_suspend() noexcept { return {}; }
        void return_value(T result) { value = result; }
        void unhandled_exception() { std::terminate(); }
#ifdef BENCH_COUNT_FRAMES
        static void *operator new(std::size_t size) { return frame_new(size); }
        static void operator delete(void *frame, std::size_t size) { frame_delete(frame, size); }
#endif
    };
    using handle = std::coroutine_handle<promise_type>;

    struct awaiter {
        handle callee;
        bool await_ready() noexcept { return false; }
        handle await_suspend(std::coroutine_handle<> caller) noexcept
        {
            callee.promise().continuation = caller;
            return callee;
        }
        T await_resume() noexcept { return callee.promise().value; }
    };

    explicit task(handle coroutine) : coroutine(coroutine) {}
    task(task &&other) noexcept : coroutine(std::exchange(other.coroutine, {})) {}
    ~task()
    {
        if (coroutine)
            coroutine.destroy();
    }
    awaiter operator co_await() && noexcept { return {coroutine}; }

    handle coroutine;
};

// The leaf: suspends until somebody resumes `innermost`.
inline std::coroutine_handle<> innermost;

struct pause_here {
    bool await_ready() noexcept { return false; }
    void await_suspend(std::coroutine_handle<> caller) noexcept { innermost = caller; }
    void await_resume() noexcept {}
};

// Runs a coroutine that waits for nothing but pause_here.
template <class T> T run(task<T> root)
{
    for (root.coroutine.resume(); !root.coroutine.done();)
        innermost.resume();
    return root.coroutine.promise().value;
}

#endif
