/* A future of a function. */
#include <async.h>

async void takes(future(int(int)) f);
