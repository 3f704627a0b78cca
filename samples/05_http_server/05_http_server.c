// Serves the files of a folder over HTTP/1.1: 05_http_server [PORT [FOLDER]]
//
// What is HTTP is in http.c, plain C that never waits; what waits for the network is here.
#include "http.h"
#include <async.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static async int send_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t sent = await async_send(fd, data, size, 0);
        if (sent < 0)
            return -1;
        data += sent;
        size -= (size_t)sent;
    }
    return 0;
}

// The head of the answer and the first of its body travel together, the rest a buffer at a time.
static async int respond(int fd, int root, const struct http_request *request)
{
    char buffer[16384];
    struct http_response response;
    size_t used = http_answer(request, root, &response, buffer, sizeof buffer);
    int result = 0;
    do {
        ssize_t more = http_read_body(&response, buffer + used, sizeof buffer - used);
        result = more < 0 ? -1 : await send_all(fd, buffer, used + (size_t)more);
        used = 0;
    } while (result == 0 && response.left > 0);
    http_response_close(&response);
    return result;
}

// Clients may send requests without waiting for answers: what lies behind one stays in the buffer.
static async void serve(int fd, int root)
{
    struct http_request request = {.keep_alive = true};
    char buffer[HTTP_HEAD_MAX];
    size_t have = 0, size;
    while (request.keep_alive) {
        while ((size = http_parse(buffer, have, &request)) == 0) {
            ssize_t got = await async_recv(fd, buffer + have, sizeof buffer - have, 0);
            if (got <= 0)
                goto closed;
            have += (size_t)got;
        }
        if (await respond(fd, root, &request) < 0)
            goto closed;
        have -= size;
        memmove(buffer, buffer + size, have);
    }
    shutdown(fd, SHUT_WR); // closing with input unread would take the answer from the client
    while (await async_recv(fd, buffer, sizeof buffer, 0) > 0)
        ;
closed:
    async_close(fd);
}

async int main(int argc, char **argv)
{
    int root = open(argc > 2 ? argv[2] : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int listener = root < 0 ? -1 : http_listen(argc > 1 ? atoi(argv[1]) : 0);
    if (listener < 0) {
        perror("cannot serve");
        return 1;
    }
    for (;;) {
        int fd = await async_accept(listener, NULL, NULL);
        if (fd >= 0)
            spawn(serve(fd, root));
        else
            await async_sleep(0.1);
    }
}
