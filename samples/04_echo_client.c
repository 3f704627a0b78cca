// Connects standard input and output to a server, both ways at once: 04_echo_client PORT
#include <arpa/inet.h>
#include <async.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static async int write_all(int fd, const char *data, size_t size)
{
    while (size > 0) {
        ssize_t written = await async_write(fd, data, size);
        if (written < 0)
            return -1;
        data += written;
        size -= (size_t)written;
    }
    return 0;
}

// Moves all there is to read from one descriptor to the other: how many bytes, or -1.
static async long pump(int from, int to)
{
    char buffer[4096];
    long total = 0;
    ssize_t got;
    while ((got = await async_read(from, buffer, sizeof buffer)) > 0) {
        if (await write_all(to, buffer, (size_t)got) < 0)
            return -1;
        total += got;
    }
    return got < 0 ? -1 : total;
}

static async long send_input(int fd)
{
    long sent = await pump(STDIN_FILENO, fd);
    shutdown(fd, SHUT_WR);
    return sent;
}

async int main(int argc, char **argv)
{
    struct sockaddr_in server = {.sin_family = AF_INET,
                                 .sin_port = htons((uint16_t)atoi(argc > 1 ? argv[1] : "7")),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (await async_connect(fd, (struct sockaddr *)&server, sizeof server) < 0) {
        perror("cannot connect");
        return 1;
    }
    future(long) sent = spawn(send_input(fd));
    long received = await pump(fd, STDOUT_FILENO);
    fprintf(stderr, "sent %ld bytes, received %ld\n", *await sent, received);
    async_close(fd);
    return *sent < 0 || received < 0;
}
