#include <async.h>

#define PURE __attribute__((pure))
#define NONNULL __attribute__((nonnull(1)))

PURE async int in_header(int x);
NONNULL async int fine(const int *p);
_Noreturn async void exit_by(int status);
