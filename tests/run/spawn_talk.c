// Two tasks talk over a socket pair, a third counts the time; echo of more than the buffers hold.
// no-erase
// expect: ping 1, pong 1, ping 2, pong 2, ping 3, pong 3
// expect: 3 rounds
// expect: 1000000 bytes there and back
// expect: ticked
#include <async.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

static async int send_all(int fd, const void *data, size_t size)
{
    const char *p = data;
    while (size) {
        ssize_t n = await async_send(fd, p, size, 0);
        if (n < 0)
            return -1;
        p += n;
        size -= (size_t)n;
    }
    return 0;
}

static async int recv_all(int fd, void *data, size_t size)
{
    char *p = data, *end = p + size;
    while (p < end) {
        ssize_t n = await async_recv(fd, p, (size_t)(end - p), 0);
        if (n <= 0)
            return -1;
        p += n;
    }
    return 0;
}

struct message {
    int id;
    char text[8];
};

static async int answer(int fd)
{
    int rounds = 0;
    struct message m;
    while (await recv_all(fd, &m, sizeof m) == 0) {
        printf("%s %d, ", m.text, m.id);
        rounds++;
        memcpy(m.text, "pong", 5);
        await send_all(fd, &m, sizeof m);
    }
    return rounds;
}

static async void echo(int fd, size_t size)
{
    char buffer[4096];
    while (size) {
        ssize_t n = await async_recv(fd, buffer, sizeof buffer, 0);
        if (n <= 0 || await send_all(fd, buffer, (size_t)n))
            break;
        size -= (size_t)n;
    }
}

static async void tick(int *ticks)
{
    for (;;) {
        await async_sleep(0.0001);
        ++*ticks;
    }
}

static async int bulk(int fd, size_t size)
{
    unsigned char *out = malloc(size), *in = malloc(size);
    for (size_t i = 0; i < size; i++)
        out[i] = (unsigned char)(i * 7 + i / 251);
    future(int) sent = spawn(send_all(fd, out, size));
    int rc = await recv_all(fd, in, size) || *await sent || memcmp(in, out, size);
    free(in);
    free(out);
    return rc;
}

async int main(void)
{
    int ticks = 0, pair[2];
    spawn(tick(&ticks)); // ends with main
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        return 1;
    future(int) rounds = spawn(answer(pair[1]));
    for (int i = 1; i <= 3; i++) {
        await send_all(pair[0], &(struct message){.id = i, .text = "ping"}, sizeof(struct message));
        struct message reply;
        await recv_all(pair[0], &reply, sizeof reply);
        printf("%s %d%s", reply.text, reply.id, i < 3 ? ", " : "\n");
    }
    shutdown(pair[0], SHUT_WR);
    printf("%d rounds\n", *await rounds);
    async_close(pair[0]);
    async_close(pair[1]);

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        return 1;
    future(void) echoing = spawn(echo(pair[1], 1000000));
    if (await bulk(pair[0], 1000000) == 0)
        puts("1000000 bytes there and back");
    await echoing;
    await async_sleep(0.005);
    puts(ticks > 0 ? "ticked" : "stood still");
    return 0;
}
