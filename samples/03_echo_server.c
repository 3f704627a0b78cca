// Sends back whatever it is sent, a task for each connection: 03_echo_server [PORT]
#include <arpa/inet.h>
#include <async.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>

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

static async void serve(int fd)
{
    char buffer[4096];
    ssize_t got;
    while ((got = await async_recv(fd, buffer, sizeof buffer, 0)) > 0)
        if (await send_all(fd, buffer, (size_t)got) < 0)
            break;
    async_close(fd);
}

// A socket that listens on the port of this machine, or on a free one for 0; prints which.
static int listen_on(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, SOMAXCONN) ||
        getsockname(fd, (struct sockaddr *)&address, &size))
        return -1;
    printf("listening on port %d\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}

async int main(int argc, char **argv)
{
    int listener = listen_on(argc > 1 ? atoi(argv[1]) : 0);
    if (listener < 0) {
        perror("cannot listen");
        return 1;
    }
    for (;;) {
        int fd = await async_accept(listener, NULL, NULL);
        if (fd >= 0)
            spawn(serve(fd));
        else
            await async_sleep(0.1); // out of descriptors, perhaps: let some connections end
    }
}
