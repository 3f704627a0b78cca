#include <async.h>
async int error_at_once(int code);
async int later_error(int code);
