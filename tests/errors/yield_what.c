/* What is yielded converts to the generator's type as by assignment. */
#include <async.h>

struct point { int x, y; };
struct other { int x, y; };
typedef struct point point;

generator(int) text_for_number(void) { yield "x"; }
generator(struct point) number_for_struct(void) { yield 1; }
generator(struct point) other_struct(struct other o) { yield o; }
generator(char *) number_for_text(int n) { yield n; }
generator(int *) other_pointer(long *p) { yield p; }
generator(void) value_for_nothing(void) { yield 1; }
generator(int) nothing_for_value(void) { yield; }
generator(int) inner_differs(void) { yield_from(void, text_for_number()); yield_from(int, number_for_text(1)); }
generator(future(int)) future_differs(future(long) f) { yield f; }

/* These are right. */
generator(int) numbers(char c, double d, _Bool b) { yield c; yield d; yield b; yield (int)1L; }
generator(double) floating(int i) { yield i; yield i, 2.5f; }
generator(const char *) texts(char *p, void *any) { yield p; yield "x"; yield 0; yield any; }
generator(void *) pointers(int *p, int (*array)[3]) { yield p; yield *array; yield array; }
generator(point) points(struct point p, const point q) { yield p; yield q; yield (struct point){1, 2}; }
generator(int (*)(int)) functions(int f(int)) { yield f; yield 0; }
generator(int) delegates(void) { yield_from(void, numbers('a', 1, 0)); gen_return("done"); }
generator(future(int)) futures(future(int) f) { yield f; yield 0; }
generator(_Bool) truth(int *p) { yield p; yield 3; }
