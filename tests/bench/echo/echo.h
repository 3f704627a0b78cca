/* SPDX-License-Identifier: MIT
 *
 * What load.c and the servers agree on. A server is a program that echoes whatever comes over the
 * connections of the socket that is its standard input, which listens already, until it is killed.
 */
#ifndef BENCH_ECHO_H
#define BENCH_ECHO_H

enum {
    ECHO_MESSAGE = 1024, /* bytes of a request, and of its answer */
    ECHO_BUFFER = 4096,  /* that a server reads at once */
    ECHO_DESCRIPTORS = 16384
};

#endif
