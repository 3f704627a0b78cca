/* SPDX-License-Identifier: MIT
 *
 * <async/frame.h>: the ABI between generated code and whatever schedules it. It needs nothing else
 * of the runtime: an own scheduler, or firmware, supplies a `struct async_task` that begins as the
 * one here, the few functions that are declared extern below (frame.c has them over malloc), and
 * calls async_step() when what a task waited for has come.
 *
 * An async function `T name(A a)` becomes
 *
 *     struct name__frame { struct async_frame head; unsigned state; T ret; ... what lives across
 * awaits }; async_status name__run(struct name__frame *f, unsigned at, struct async_task *task, A
 * a, T *ret); async_status name__resume(struct async_frame *frame, struct async_task *task);
 *
 * name__run with at == 0 starts the body. It either finishes, leaves the value in *ret and gives
 * ASYNC_DONE; or an error leaves it, which task->thrown says, and it gives ASYNC_THROWN; or
 * something in it has to wait: then it stores what it needs in the frame and gives the place where
 * its caller leaves the address of its own frame. So a chain of suspended frames is linked while
 * the calls return, from the innermost out, and nothing is written when nothing waits:
 *
 *     task->innermost --> recv's frame --parent--> get_line's frame --parent--> serve's frame -->
 * NULL
 *
 * When the wait is over async_step() resumes the innermost frame; one that is over, done or thrown,
 * hands over to its parent, which tests task->thrown. The cost does not depend on the depth.
 *
 * Who calls name__run for the first time fills in head.resume once it came back suspended;
 * name__run itself writes only state and the saved locals.
 */
#ifndef ASYNC_FRAME_H
#define ASYNC_FRAME_H

#include <async/error.h>
#include <async/types.h>

struct async_frame;
struct async_task;

/* What generated code uses of the C library. Programs may have their own by the plain names. */
#if defined __GNUC__ && !defined __TINYC__
#define async_memcpy __builtin_memcpy
#define async_memset __builtin_memset
#else
extern void *async_memcpy(void *to, const void *from, async_size size) __asm__("memcpy");
extern void *async_memset(void *to, int byte, async_size size) __asm__("memset");
#endif
#define async_offset(type, member) __builtin_offsetof(type, member)

#if defined __GNUC__ && !defined __TINYC__
#define ASYNC_SELDOM(condition) __builtin_expect(!!(condition), 0)
#define ASYNC_NEVER_RETURNS     __attribute__((__noreturn__, __cold__))
#else
#define ASYNC_SELDOM(condition) (condition)
#define ASYNC_NEVER_RETURNS
#endif

/* Tells the compiler what it cannot know. */
#if defined __SANITIZE_ADDRESS__
#define ASYNC_NOT_REACHED()                                                                        \
    __builtin_trap() /* unreachable() would be instrumented, and tell nothing */
#elif defined __GNUC__ && !defined __TINYC__
#define ASYNC_NOT_REACHED() __builtin_unreachable()
#else
#define ASYNC_NOT_REACHED() ((void)0)
#endif

/* ASYNC_DONE, ASYNC_THROWN, or where the caller has to leave the address of its frame (see above).
 */
typedef struct async_frame **async_status;
#define ASYNC_DONE   ((async_status)0)
#define ASYNC_THROWN ((async_status)1)

/* Does the callee need its frame no longer? */
static __inline__ int async_over(async_status status)
{
    return (async_size)status <= (async_size)ASYNC_THROWN;
}

/* The head of every frame. Valid only while the frame is suspended. */
struct async_frame {
    struct async_frame *parent; /* who awaits this one; NULL for the outermost of a task */
    async_status (*resume)(struct async_frame *frame, struct async_task *task);
};

/* What generated code needs of a task. Schedulers put it first in a struct of their own. */
struct async_task {
    struct async_frame *innermost; /* the frame to resume; valid while the task is suspended */
    struct async_chunk *stack;     /* memory for frames that no other frame holds; NULL: none yet */
    struct async_error *thrown;    /* the error on its way from a throw to its catch; NULL: none */
};

/* The caller's side of a call that came back suspended: leaves its frame where the callee said ...
 */
static __inline__ void async_link(async_status status, void *frame)
{
    *status = (struct async_frame *)frame;
}

/* Says how a frame goes on: the business of whoever called its function first. */
static __inline__ void async_set_resume(void *frame, async_status (*resume)(struct async_frame *,
                                                                            struct async_task *))
{
    ((struct async_frame *)frame)->resume = resume;
}

/* ... and both, for a callee whose frame it holds. */
static __inline__ void async_link_callee(async_status status, void *frame, void *callee,
                                         async_status (*resume)(struct async_frame *,
                                                                struct async_task *))
{
    async_link(status, frame);
    async_set_resume(callee, resume);
}

/* What a function that suspends gives to its caller in turn. */
static __inline__ async_status async_suspend(void *frame)
{
    async_status place = &((struct async_frame *)frame)->parent;
    if (async_over(place))
        ASYNC_NOT_REACHED();
    return place;
}

/* Resumes a task at its innermost frame. 1: the whole task is over (and may free itself meanwhile;
 * with an error if task->thrown says so), 0: it was suspended again. The parent is read first
 * because a frame that is over is gone. */
static __inline__ int async_step(struct async_task *task)
{
    struct async_frame *frame = task->innermost;
    for (;;) {
        struct async_frame *parent = frame->parent;
        if (!ASYNC_SELDOM(async_over(frame->resume(frame, task))))
            return 0;
        if (!parent)
            return 1;
        frame = parent;
    }
}

/* ---- errors ----
 *
 * task->thrown is NULL while a body runs. async_throw() sets it to a record of the error, which is
 * allocated then and never before. Each body that the error leaves gives ASYNC_THROWN, or is
 * resumed and finds task->thrown set; it adds its place to the traceback (async_failed does both)
 * and runs its cleanups. A catch takes the record out, so that its block may await, and throw and
 * catch others. Records come from a pool of their thread. Without memory the error is the bare
 * code: nothing is lost but its message and traceback.
 */

struct async_error; /* may be no address at all: only what follows reads it */

/* Puts the task's error in flight; 0 as code is EINVAL. site: where, or NULL. Gives ASYNC_THROWN,
 * for leaves that return it. */
extern async_status async_throw(struct async_task *task, int code, const struct async_site *site);

/* ENOMEM: there is no memory for the frame of a callee. */
extern async_status async_throw_no_memory(struct async_task *task);

/* Adds a site to the traceback of the error in flight, with which its record begins. Inline: a call
 * here, seldom as it comes, would cost every function that awaits its registers. */
static __inline__ void async_trace(struct async_task *task, const struct async_site *site)
{
    struct async_trace *trace = (struct async_trace *)task->thrown;
    if ((async_size)trace & 1) /* no record */
        return;
    unsigned i = trace->passed++;
    trace->sites[i < ASYNC_TRACE_FIRST ? i : ASYNC_TRACE_FIRST + i % ASYNC_TRACE_LAST] = site;
}

/* The test behind every await: did an error come out of it? */
static __inline__ int async_failed(struct async_task *task, const struct async_site *site)
{
    if (!ASYNC_SELDOM(task->thrown))
        return 0;
    async_trace(task, site);
    return 1;
}

/* How a function of many awaits leaves at one of them: it waits, or an error has come out of it. */
static __inline__ async_status async_leave(struct async_task *task, void *frame,
                                           async_status status, const struct async_site *site)
{
    if (status == ASYNC_THROWN) {
        async_trace(task, site);
        return ASYNC_THROWN;
    }
    async_link(status, frame);
    return async_suspend(frame);
}

/* Takes the error in flight, or NULL, out of the task: around a cleanup that may await or throw. */
static __inline__ struct async_error *async_hold(struct async_task *task)
{
    struct async_error *error = task->thrown;
    task->thrown = 0;
    return error;
}

/* The cleanup is done: puts back what async_hold gave. */
static __inline__ void async_unhold(struct async_task *task, struct async_error *held)
{
    task->thrown = held;
}

/* An error left the cleanup: it becomes the one in flight, unless one was held: then that one stays
 * and the new one is reported (async_on_unhandled), or dropped if it is ECANCELED. */
extern void async_defer_failed(struct async_task *task, struct async_error *held);

/* The beginning of a catch block: it owns the record until it releases or rethrows it. */
static __inline__ struct async_error *async_catch(struct async_task *task)
{
    return async_hold(task);
}

/* No catch block takes this one: a generator is freed that has yielded when it was closed, or a
 * task is ended that nothing can wake. All that their blocks have to do at their ends is done on
 * the way. */
#define ASYNC_FINAL ((struct async_error *)1)

static __inline__ int async_is_final(const struct async_task *task)
{
    return task->thrown == ASYNC_FINAL;
}

extern int async_code(const struct async_error *error);
extern struct async_caught async_caught_of(const struct async_error *error);

/* The end of a catch block, in whatever way. NULL is fine. */
extern void async_release(struct async_task *task, struct async_error *error);

/* `throw;`: *caught is in flight again, with its traceback. It stays the catch block's too, until
 * that is left: the throw may end in a try within it. */
extern async_status async_rethrow(struct async_task *task, struct async_error **caught);

/* ---- frames from the task's own stack of memory ----
 *
 * A callee whose frame cannot be part of its caller's (from another file, through a pointer,
 * recursive) takes it from its task: last in, first out, in chunks that stay with the task until it
 * ends. No call of malloc per await.
 */
#define ASYNC_ALIGN 16 /* of every frame on the stack */

struct async_chunk {
    struct async_chunk *prev,
        *next;       /* next: an empty one that is kept for the next push, or NULL */
    char *top, *end; /* the free part; the first frame starts at async_chunk_base() */
};

#define ASYNC_ROUND(size) (((size) + (ASYNC_ALIGN - 1)) & ~(async_size)(ASYNC_ALIGN - 1))

static __inline__ char *async_chunk_base(struct async_chunk *chunk)
{
    return (char *)chunk + ASYNC_ROUND(sizeof *chunk);
}

extern void *async_push_chunk(struct async_task *task, async_size size);
extern void async_pop_chunk(struct async_task *task);
/* Frees all chunks of a task that is over. */
extern void async_drop_chunks(struct async_task *task);

/* Memory for a frame, aligned to ASYNC_ALIGN, or NULL when there is no more. */
static __inline__ void *async_push(struct async_task *task, async_size size)
{
    struct async_chunk *chunk = task->stack;
    size = ASYNC_ROUND(size);
    if (ASYNC_SELDOM(!chunk || (async_size)(chunk->end - chunk->top) < size))
        return async_push_chunk(task, size);
    void *frame = chunk->top;
    chunk->top += size;
    return frame;
}

/* Gives back the frame that was pushed last. */
static __inline__ void async_pop(struct async_task *task, void *frame)
{
    task->stack->top = frame;
    if (frame == (void *)async_chunk_base(task->stack) && task->stack->prev)
        async_pop_chunk(task);
}

/* The first address in an object of a frame that is aligned to more than frames are. */
static __inline__ void *async_aligned(void *room, async_size align)
{
    return (char *)room + (align - (async_size)room % align) % align;
}

/* What a frame that is over gives: did an error leave it? */
static __inline__ async_status async_outcome(const struct async_task *task)
{
    return task->thrown ? ASYNC_THROWN : ASYNC_DONE;
}

/* What the resume function of a box gives: its frame is given back when the call is over. */
static __inline__ async_status async_unbox(struct async_task *task, void *box, async_status status)
{
    if (!async_over(status))
        return status;
    async_pop(task, box);
    return async_outcome(task);
}

/* ---- calls across files and through pointers ----
 *
 * The symbol `name` of an async function keeps the type the user declared, so that headers,
 * pointers, tables and files that are never transpiled see what they were told. What an async call
 * needs beyond its arguments travels beside them, in this thread's async_call: the caller sets ret
 * and calls, the callee takes ret (and leaves NULL there), uses task, and sets status.
 */
struct async_call {
    struct async_task *task; /* the task that runs now; set by the scheduler before async_step() */
    void *ret;               /* where the value goes: stays good until the callee is done */
    async_status status;     /* set by the callee before it returns */
};

#if defined __TINYC__ /* knows no thread-local variables */
extern struct async_call *async_call_here(void);
#define async_call (*async_call_here())
#elif defined ASYNC_NO_THREADS
extern struct async_call async_call;
#else
extern _Thread_local struct async_call async_call;
#endif

/* The status of calling an async function through its symbol or a pointer. RET is never NULL. */
#define ASYNC_CALL(RET, CALL) (async_call_begin(RET), (void)(CALL), async_call_end())

static __inline__ void async_call_begin(void *ret)
{
    async_call.ret = ret;
}

static __inline__ async_status async_call_end(void)
{
    return async_call.status;
}

/* Is this a call by ASYNC_CALL? (Of an async main, which the system calls too.) */
static __inline__ int async_is_called(void)
{
    return async_call.ret != 0;
}

static __inline__ struct async_task *async_current_task(void)
{
    return async_call.task;
}

/* The last thing that the callee does. */
static __inline__ void async_set_status(async_status status)
{
    async_call.status = status;
}

extern ASYNC_NEVER_RETURNS void async_not_awaited(const char *function);

/* The callee's side: takes ret. A call that was made without await (by a file that awaitc never
 * saw) ends the program with a message that names the function. */
static __inline__ void *async_take_ret(const char *function)
{
    void *ret = async_call.ret;
    async_call.ret = 0;
    if (!ret)
        async_not_awaited(function);
    return ret;
}

/* Where frames stand, for debug mode: a frame that goes on with resume has behind its head its
 * state, and stands at sites[state - 1]. Generated code leaves one of these for each such function
 * in a section of its own, where the linker gives such sections an address; nothing looks at them
 * before something is to be told. ASYNC_ALL_PLACES is the first of them, and the end. */
struct async_places {
    async_status (*resume)(struct async_frame *frame, struct async_task *task);
    const struct async_site *const *sites;
};

#if defined __ELF__ && defined __GNUC__ && !defined __TINYC__
#define ASYNC_PLACES(RESUME, SITES)                                                                \
    static const struct async_places RESUME##_places __attribute__((                               \
        __used__, __section__("async_places"), __aligned__(2 * sizeof(void *)))) = {RESUME, SITES}
extern const struct async_places __start_async_places[]
    __attribute__((__weak__, __visibility__("hidden")));
extern const struct async_places __stop_async_places[]
    __attribute__((__weak__, __visibility__("hidden")));
#define ASYNC_ALL_PLACES __start_async_places, __stop_async_places
#else
#define ASYNC_PLACES(RESUME, SITES) struct async_places
#define ASYNC_ALL_PLACES            0, 0
#endif

/* A frame that is resumed stands at an await. */
static __inline__ unsigned async_resumed_at(unsigned state)
{
    if (!state)
        ASYNC_NOT_REACHED();
    return state;
}

/* Around a function in which uses of macros were expanded: in these, compilers do not warn of what
 * may well be meant when it is written out. */
#if defined __clang__
#define ASYNC_EXPANDED_BEGIN                                                                       \
    _Pragma("clang diagnostic push")                                                               \
        _Pragma("clang diagnostic ignored \"-Wparentheses-equality\"")                             \
            _Pragma("clang diagnostic ignored \"-Wconstant-logical-operand\"")                     \
                _Pragma("clang diagnostic ignored \"-Wtautological-compare\"")                     \
                    _Pragma("clang diagnostic ignored \"-Wint-in-bool-context\"")                  \
                        _Pragma("clang diagnostic ignored \"-Wself-assign\"")                      \
                            _Pragma("clang diagnostic ignored \"-Wempty-body\"")                   \
                                _Pragma("clang diagnostic ignored \"-Wunused-value\"")
#define ASYNC_EXPANDED_END _Pragma("clang diagnostic pop")
#elif defined __GNUC__ && !defined __TINYC__
#define ASYNC_EXPANDED_BEGIN                                                                       \
    _Pragma("GCC diagnostic push") _Pragma("GCC diagnostic ignored \"-Wmisleading-indentation\"")  \
        _Pragma("GCC diagnostic ignored \"-Wtautological-compare\"")                               \
            _Pragma("GCC diagnostic ignored \"-Wint-in-bool-context\"")                            \
                _Pragma("GCC diagnostic ignored \"-Wempty-body\"")                                 \
                    _Pragma("GCC diagnostic ignored \"-Wunused-value\"")
#define ASYNC_EXPANDED_END _Pragma("GCC diagnostic pop")
#else
#define ASYNC_EXPANDED_BEGIN
#define ASYNC_EXPANDED_END
#endif

/* Silences a warning about what one function of the generated code has no use for. */
#if defined __GNUC__
#define ASYNC_UNUSED __attribute__((__unused__))
#else
#define ASYNC_UNUSED
#endif

#endif
