/* SPDX-License-Identifier: MIT
 *
 * The echo server over raw select, for descriptors below FD_SETSIZE.
 */
#include "connection.h"
#include <fcntl.h>
#include <sys/select.h>

static fd_set reading, writing;
static int highest;

static void step(int fd)
{
    switch (connection_step(fd)) {
    case WANTS_INPUT:
        FD_CLR(fd, &writing);
        FD_SET(fd, &reading);
        break;
    case WANTS_OUTPUT:
        FD_CLR(fd, &reading);
        FD_SET(fd, &writing);
        break;
    case WANTS_END:
        FD_CLR(fd, &reading);
        FD_CLR(fd, &writing);
        connection_close(fd);
        break;
    }
}

static void accept_all(void)
{
    for (int fd; (fd = connection_accept()) >= 0;) {
        if (fd >= FD_SETSIZE) {
            connection_close(fd);
            continue;
        }
        FD_SET(fd, &reading);
        highest = fd > highest ? fd : highest;
    }
}

int main(void)
{
    fcntl(0, F_SETFL, O_NONBLOCK);
    FD_SET(0, &reading);
    for (;;) {
        fd_set readable = reading, writable = writing;
        int count = select(highest + 1, &readable, &writable, NULL, NULL);
        if (count > 0 && FD_ISSET(0, &readable)) {
            accept_all();
            count--;
        }
        for (int fd = 1; fd <= highest && count > 0; fd++) {
            if (FD_ISSET(fd, &readable) || FD_ISSET(fd, &writable)) {
                step(fd);
                count--;
            }
        }
    }
}
