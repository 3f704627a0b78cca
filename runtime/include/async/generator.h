/* SPDX-License-Identifier: MIT
 *
 * <async/generator.h>: generators, part of <async.h>. A handle of type generator(T) points at the
 * value that was yielded last, behind a core like a future's:
 *
 *     struct async_generator core | T value | frame of the body
 *                                 ^ handle
 *
 * Consumers are ordinary C, transpiled or not, with or without a loop:
 *
 *     generator(int) g = count(3);
 *     while (gen_next(g))
 *         printf("%d\n", *g);
 *     gen_free(g);
 *
 * Who holds the handle owns it; copies alias. A NULL handle (there was no memory) is a generator
 * that has failed with ENOMEM. To resume, close or free one that is running, or one that another
 * has taken over by yield_from, ends the program with a message. In async functions and generators
 * what a generator fails with is thrown at the call; in ordinary functions the call gives false and
 * gen_error tells; what nobody asked for is reported by gen_free.
 */
#ifndef ASYNC_GENERATOR_H
#define ASYNC_GENERATOR_H

#ifndef __cplusplus
#include <async/frame.h>
#endif
#include <async/types.h>

typedef const volatile void ASYNC_GENERATOR_SPACE *async_generator_handle;
struct async_type;

/* Is there another value, in *g then? false: it has ended, or failed. Python's next(). */
static __inline__ async_bool gen_next(async_generator_handle g);

/* gen_send(g, value), a macro of <async.h>: the same, and the yield where it stands gets the value
 * (received(T) in the body). The value of the first one is dropped: there is no yield yet. Python's
 * send. */
extern async_bool async_gen_send(async_generator_handle g, const void *value,
                                 const struct async_type *type);

/* The same, and the code (or async_error) is thrown at the yield. Before the first value it ends
 * the generator without running its body; when it has ended already the error is the caller's. */
extern async_bool gen_throw(async_generator_handle g, int code);

/* Ends it: ASYNC_CLOSED is thrown at the yield, so that defers run. 0, or the code of another error
 * that left the body; EPROTO if it yields again. On one that has ended it does nothing. */
extern int gen_close(async_generator_handle g);

/* Closes it, reports an error that nobody asked for, and frees it. NULL is fine. One that yields
 * when it is closed is reported, and ended: catch blocks are passed over, defers run. An async
 * generator that has not ended is closed by a task of the loop; `await gen_aclose(g)` does it at
 * once. */
extern void gen_free(async_generator_handle g);

/* The code of the error that it ended with, or 0. */
extern int gen_error(async_generator_handle g);

/* Has it ended? */
extern async_bool gen_done(async_generator_handle g);

/* gen_value(T, g): what gen_return gave, once it has ended; a zero T if there was none. It converts
 * between arithmetic types, and ends the program when it is of another type otherwise. */
#define gen_value(T, g) (*(__typeof__(T) *)async_gen_value((g), ASYNC_TYPE(T), &(__typeof__(T)){0}))

/* ---- types at run time ---- */

enum async_kind {
    ASYNC_KIND_OTHER,
    ASYNC_KIND_BOOL,
    ASYNC_KIND_SIGNED,
    ASYNC_KIND_UNSIGNED,
    ASYNC_KIND_FLOATING,
    ASYNC_KIND_POINTER
};

struct async_type {
    const char *name; /* or "" */
    unsigned size;
    unsigned char kind;
};

#if defined __GNUC__ && !defined __TINYC__
#define ASYNC_KIND_ELSE(v) (__builtin_classify_type(v) == 5 ? ASYNC_KIND_POINTER : ASYNC_KIND_OTHER)
#else
#define ASYNC_KIND_ELSE(v) ASYNC_KIND_OTHER
#endif
#define ASYNC_KIND(v)                                                                              \
    _Generic((v), _Bool                                                                            \
             : ASYNC_KIND_BOOL, char                                                               \
             : (char)-1 < 0 ? ASYNC_KIND_SIGNED : ASYNC_KIND_UNSIGNED, signed char                 \
             : ASYNC_KIND_SIGNED, short                                                            \
             : ASYNC_KIND_SIGNED, int                                                              \
             : ASYNC_KIND_SIGNED, long                                                             \
             : ASYNC_KIND_SIGNED, long long                                                        \
             : ASYNC_KIND_SIGNED, unsigned char                                                    \
             : ASYNC_KIND_UNSIGNED, unsigned short                                                 \
             : ASYNC_KIND_UNSIGNED, unsigned                                                       \
             : ASYNC_KIND_UNSIGNED, unsigned long                                                  \
             : ASYNC_KIND_UNSIGNED, unsigned long long                                             \
             : ASYNC_KIND_UNSIGNED, float                                                          \
             : ASYNC_KIND_FLOATING, double                                                         \
             : ASYNC_KIND_FLOATING, long double                                                    \
             : ASYNC_KIND_FLOATING, default                                                        \
             : ASYNC_KIND_ELSE(v))

/* An argument for struct async_type: of a type, and of a value. */
#define ASYNC_TYPE(T)                                                                              \
    (&(const struct async_type){#T, (unsigned)sizeof(T), ASYNC_KIND(*(__typeof__(T) *)0)})
#define ASYNC_TYPE_OF(...)                                                                         \
    (&(const struct async_type){"", (unsigned)sizeof(ASYNC_RVALUE(__VA_ARGS__)),                   \
                                ASYNC_KIND((__VA_ARGS__))})
#define ASYNC_RVALUE(...)  __typeof__(((void)0, (__VA_ARGS__)))
#define ASYNC_LITERAL(...) ((ASYNC_RVALUE(__VA_ARGS__)[1]){__VA_ARGS__})

/* ---- the core ----
 *
 * For generated code, which calls the functions below, and for gen_next. sizeof is a multiple of
 * ASYNC_ALIGN. Not for C++, whose programs may do without the fast path of gen_next.
 */
#ifndef __cplusplus

enum async_gen_state {
    ASYNC_GEN_NEW,
    ASYNC_GEN_YIELDED,     /* a plain one, itself: gen_next goes on in it at once */
    ASYNC_GEN_YIELDED_FAR, /* an async one, or one of a chain of yield_from */
    ASYNC_GEN_RUNNING,
    ASYNC_GEN_DELEGATING, /* has come to a yield_from: `inner` goes on in its stead */
    ASYNC_GEN_DONE        /* task.thrown: the error that it ended with */
};

enum async_gen_flag {
    ASYNC_GEN_ASYNC = 1,     /* its body may await: it runs on the task of who resumes it */
    ASYNC_GEN_PLACED = 2,    /* in somebody's frame or on the stack: not to be freed */
    ASYNC_GEN_TAKEN = 4,     /* another one delegates to it: `link` */
    ASYNC_GEN_COLLECTED = 8, /* somebody was told of its error */
    ASYNC_GEN_TAGGED = 16    /* it was made in debug mode */
};

struct async_generator {
    struct async_task task; /* what the body of a plain one runs on */
    struct async_frame *body;
    void *async_out;               /* where a yield leaves its value: that of the outermost one */
    struct async_generator *link;  /* the innermost that it delegates to, or itself; of one that is
                                      taken: the one that delegates to it */
    struct async_generator *inner; /* to what its yield_from delegates */
    const void *sent;              /* NULL, but while it runs after a gen_send */
    const struct async_type *sent_type;
    union {
        void *memory;
        unsigned char bytes[8];
    } result; /* what gen_return gave: in here if it fits */
    const char *result_name;
    unsigned result_size; /* 0: none */
    unsigned char result_kind, state, flags;
};

/* Memory for a generator of size bytes (struct { struct async_generator core; T value; ... }), or
 * NULL and errno ENOMEM. It is `room` unless that is NULL: then, and in debug mode, it comes from
 * the heap. site names the function. */
extern void *async_gen_new(async_size size, void *room, const struct async_site *site);

/* The generator begins with its first gen_next, which resumes frame. */
static __inline__ void
async_gen_begin(struct async_generator *core, struct async_frame *frame,
                async_status (*resume)(struct async_frame *, struct async_task *), unsigned flags)
{
    flags |= core->flags; /* set by async_gen_new */
    *core = (struct async_generator){.body = frame, .async_out = core + 1, .link = core};
    core->flags = (unsigned char)flags;
    frame->parent = 0;
    frame->resume = resume;
}

/* `yield`: the value is in *core->async_out. What the body gives back to who resumed it. */
static __inline__ async_status async_yielded(struct async_generator *core)
{
    core->state = ASYNC_GEN_YIELDED;
    return ASYNC_DONE;
}

/* The same of an async one. */
static __inline__ async_status async_yielded_far(struct async_generator *core)
{
    core->state = ASYNC_GEN_YIELDED_FAR;
    return ASYNC_DONE;
}

/* What the body of a bare generator gives at a yield: it has no core, and nothing but a yield or
 * its end (ASYNC_DONE) stops it. */
#define ASYNC_YIELDED ((async_status)2)

/* It was run for this core. */
static __inline__ async_status async_bare_stopped(struct async_generator *core, async_status status)
{
    return status == ASYNC_YIELDED ? async_yielded(core) : ASYNC_DONE;
}

/* gen_each over a bare generator in an ordinary function. break leaves the inner loop with a value,
 * which ends the outer one. */
#define ASYNC_GEN_EACH(NAME, DECLARATION, ...)                                                     \
    for (struct NAME##__each async_room_, *async_each_ = (__VA_ARGS__) ? &async_room_ : 0;         \
         async_each_;                                                                              \
         async_each_ = !async_each_ && NAME##__again(&async_room_) ? &async_room_ : 0)             \
        for (DECLARATION = async_room_.async_value; async_each_; async_each_ = 0)

/* yield_from: the same for an inner one, which it takes over. When the body goes on that has ended:
 * with an error, which is in flight then, or with a value. In any case it is freed by
 * async_delegate_end. */
static __inline__ async_status async_delegated(struct async_generator *core,
                                               const volatile void *inner)
{
    core->inner = inner ? (struct async_generator *)inner - 1 : 0;
    core->state = ASYNC_GEN_DELEGATING;
    return ASYNC_DONE;
}

extern void *async_delegate_value(struct async_generator *core, const struct async_type *type,
                                  void *buffer);
extern void async_delegate_end(struct async_generator *core);

/* received(T): what was sent, as a T, in buffer unless it is one; buffer as it is (zero) if nothing
 * was. */
extern void *async_received(struct async_generator *core, const struct async_type *type,
                            void *buffer);

static __inline__ async_bool async_was_sent(const struct async_generator *core)
{
    return core->sent != 0;
}

/* gen_return: keeps a copy of the value. Throws ENOMEM into the task of the body. */
extern async_status async_gen_return(struct async_generator *core, struct async_task *task,
                                     const void *value, const struct async_type *type);

extern void async_gen_forget(struct async_generator *core);

/* In front of a catch block: lets it the error pass? If not, a gen_return that the error came out
 * of has not been. */
static __inline__ int async_gen_is_final(struct async_generator *core,
                                         const struct async_task *task)
{
    if (ASYNC_SELDOM(core->result_size))
        async_gen_forget(core);
    return async_is_final(task);
}

/* The calls in async functions and generators: an error is in flight in the task then. */
extern async_bool async_gen_over(struct async_task *task, async_generator_handle g);
extern async_bool async_gen_send_in(struct async_task *task, async_generator_handle g,
                                    const void *value, const struct async_type *type);
extern async_bool async_gen_throw_in(struct async_task *task, async_generator_handle g, int code);
extern void async_gen_close_in(struct async_task *task, async_generator_handle g);

#endif /* C */

/* ---- async generators ----
 *
 *     while (await gen_anext(g)) ...        the same of an async generator, whose body may await
 *
 * Those of a plain generator work as well. Two tasks in one generator: EBUSY is thrown. gen_next of
 * an async generator ends the program. Tasks that its body spawns belong to the generator's call,
 * whoever resumes it. A first gen_anext for which there is no memory throws ENOMEM. Python's anext,
 * asend, athrow and aclose.
 */
#ifndef __cplusplus
struct async_gen_wait {
    struct async_frame head;
    struct async_generator *root, *closing;
    unsigned char is_closing;
    async_bool async_ret;
};
#endif

ASYNC_LEAF(struct async_gen_wait) async_bool gen_anext(async_generator_handle g);
ASYNC_LEAF(struct async_gen_wait) async_bool gen_athrow(async_generator_handle g, int code);
ASYNC_LEAF(struct async_gen_wait) void gen_aclose(async_generator_handle g);
ASYNC_LEAF(struct async_gen_wait)
async_bool async_gen_asend(async_generator_handle g, const void *value,
                           const struct async_type *type);
#define gen_asend(g, ...)                                                                          \
    async_gen_asend((g), ASYNC_LITERAL(__VA_ARGS__), ASYNC_TYPE_OF(__VA_ARGS__))

/* ---- what gen_next and the macros stand on ---- */

extern async_bool async_gen_resume(async_generator_handle g);
extern void *async_gen_value(async_generator_handle g, const struct async_type *type, void *buffer);

#if defined ASYNC_MARKER || defined __cplusplus
static __inline__ async_bool gen_next(async_generator_handle g)
{
    return async_gen_resume(g);
}
#else
/* gen_next has run the body: was that a yield? */
extern async_bool async_gen_came_back(struct async_generator *core);

/* gen_next of a plain generator whose body is known: resume(frame, task) goes on in it. */
static __inline__ async_bool async_gen_next_of(async_generator_handle g,
                                               async_status (*resume)(struct async_frame *,
                                                                      struct async_task *))
{
    if (ASYNC_SELDOM(!g))
        return 0;
    struct async_generator *core = (struct async_generator *)g - 1;
    if (ASYNC_SELDOM(core->state != ASYNC_GEN_YIELDED))
        return async_gen_resume(g);
    core->state = ASYNC_GEN_RUNNING;
    resume(core->body, &core->task);
    return core->state == ASYNC_GEN_YIELDED || async_gen_came_back(core);
}

static __inline__ async_status async_gen_go_on(struct async_frame *body, struct async_task *task)
{
    return body->resume(body, task);
}

static __inline__ async_bool gen_next(async_generator_handle g)
{
    return async_gen_next_of(g, async_gen_go_on);
}

/* The same in an async function or a generator. */
static __inline__ async_bool async_gen_next_of_in(struct async_task *task, async_generator_handle g,
                                                  async_status (*resume)(struct async_frame *,
                                                                         struct async_task *))
{
    return async_gen_next_of(g, resume) || async_gen_over(task, g);
}

static __inline__ async_bool async_gen_next_in(struct async_task *task, async_generator_handle g)
{
    return gen_next(g) || async_gen_over(task, g);
}
#endif

/* The state of a gen_each: the value is that of the generator, fresh until the loop's body was gone
 * through. */
struct async_each {
    async_generator_handle handle;
    const volatile void *async_value;
    async_bool async_is_fresh;
};

static __inline__ void async_each_end(struct async_each *each)
{
    gen_free(each->handle);
    each->handle = 0;
}

static __inline__ async_bool async_each_next(struct async_each *each)
{
    if (!each->async_is_fresh && gen_next(each->handle)) {
        each->async_value = (const volatile void *)each->handle;
        each->async_is_fresh = 1;
        return 1;
    }
    async_each_end(each);
    return 0;
}

#endif
