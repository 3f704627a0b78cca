/* SPDX-License-Identifier: MIT
 *
 * Async C on libasync: echoes what comes over the connections of the listening socket 0.
 */
#include "echo.h"
#include <async.h>
#include <stddef.h>
#include <sys/types.h>

static async void serve(int client)
{
    char buffer[ECHO_BUFFER];
    ssize_t got;
    while ((got = await async_recv(client, buffer, sizeof buffer, 0)) > 0) {
        for (ssize_t sent, at = 0; at < got; at += sent) {
            if ((sent = await async_send(client, buffer + at, got - at, 0)) < 0)
                goto close;
        }
    }
close:
    async_close(client);
}

async int main(void)
{
    int client;
    while ((client = await async_accept(0, NULL, NULL)) >= 0)
        spawn(serve(client));
    return 1;
}
