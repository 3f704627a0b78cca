#include <async.h>
/* SPDX */
async int main(void) { return 0; } /* never ends
