/* SPDX-License-Identifier: MIT
 *
 * The echo server on libuv: uv_try_write, and uv_write for what that leaves.
 */
#include "echo.h"
#include <stdlib.h>
#include <string.h>
#include <uv.h>

static char shared[ECHO_BUFFER]; /* one thread, and what is read is sent or copied at once */

static void on_alloc(uv_handle_t *handle, size_t hint, uv_buf_t *buffer)
{
    (void)handle;
    (void)hint;
    *buffer = uv_buf_init(shared, sizeof shared);
}

static void on_close(uv_handle_t *handle)
{
    free(handle);
}

static void on_written(uv_write_t *request, int status)
{
    (void)status;
    free(request);
}

static void write_later(uv_stream_t *client, const char *data, size_t size)
{
    uv_write_t *request = malloc(sizeof *request + size);
    uv_buf_t buffer = uv_buf_init((char *)(request + 1), size);
    memcpy(buffer.base, data, size);
    uv_write(request, client, &buffer, 1, on_written);
}

static void on_read(uv_stream_t *client, ssize_t got, const uv_buf_t *buffer)
{
    if (got < 0) {
        uv_close((uv_handle_t *)client, on_close);
        return;
    }
    uv_buf_t out = uv_buf_init(buffer->base, got);
    int sent = uv_try_write(client, &out, 1);
    if (sent < 0)
        sent = 0;
    if (sent < got)
        write_later(client, buffer->base + sent, got - sent);
}

static void on_connection(uv_stream_t *server, int status)
{
    uv_tcp_t *client = malloc(sizeof *client);
    uv_tcp_init(server->loop, client);
    if (status == 0 && uv_accept(server, (uv_stream_t *)client) == 0)
        uv_read_start((uv_stream_t *)client, on_alloc, on_read);
}

int main(void)
{
    uv_tcp_t server;
    uv_tcp_init(uv_default_loop(), &server);
    uv_tcp_open(&server, 0);
    uv_listen((uv_stream_t *)&server, 4096, on_connection);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
