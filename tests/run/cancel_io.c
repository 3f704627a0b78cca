// I/O that is cancelled loses nothing: what a call has moved it tells, and one that ended with ECANCELED
// has moved nothing. Readers, writers, datagrams, accept and connect are cancelled at random moments.
// no-erase
// flags: -D_GNU_SOURCE
#include <async.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

enum { TOTAL = 3000 * 1000 };

static unsigned char expected(long at)
{
    return (unsigned char)(at * 7 + at / 251);
}

// ---- a stream

struct stream {
    int fd;
    long done; // bytes of which a call has told
    int is_wrong;
};

static async void reads(struct stream *s)
{
    unsigned char buffer[600];
    while (s->done < TOTAL) {
        long got;
        struct iovec parts[2] = {{buffer, 100}, {buffer + 100, 500}};
        switch (rand() % 3) {
        case 0:
            got = await async_read(s->fd, buffer, 1 + rand() % sizeof buffer);
            break;
        case 1:
            got = await async_recv(s->fd, buffer, 1 + rand() % sizeof buffer, 0);
            break;
        default:
            got = await async_readv(s->fd, parts, 2);
            break;
        }
        for (long i = 0; i < got; i++)
            s->is_wrong |= buffer[i] != expected(s->done + i);
        s->done += got > 0 ? got : 0;
        if (got <= 0)
            break;
    }
}

static async void writes(struct stream *s)
{
    unsigned char buffer[600];
    while (s->done < TOTAL) {
        long size = 1 + rand() % (long)sizeof buffer, sent;
        if (size > TOTAL - s->done)
            size = TOTAL - s->done;
        for (long i = 0; i < size; i++)
            buffer[i] = expected(s->done + i);
        struct iovec parts[2] = {{buffer, (size_t)size / 2}, {buffer + size / 2, (size_t)(size - size / 2)}};
        switch (rand() % 3) {
        case 0:
            sent = await async_write(s->fd, buffer, (size_t)size);
            break;
        case 1:
            sent = await async_send(s->fd, buffer, (size_t)size, 0);
            break;
        default:
            sent = await async_writev(s->fd, parts, 2);
            break;
        }
        s->done += sent > 0 ? sent : 0;
        if (sent <= 0)
            break;
    }
}

// Starts the function again as long as it is cancelled, which happens all the time.
static async int again(async void (*function)(struct stream *), struct stream *s)
{
    int cancels = 0;
    while (s->done < TOTAL && !s->is_wrong) {
        future(void) task = spawn(function(s));
        for (int turns = rand() % 30; turns > 0 && !future_done(task); turns--)
            await async_yield();
        if (rand() % 2) {
            cancels += future_cancel(task);
            await async_settle(task);
        } else {
            try {
                async_timeout (rand() % 3 * 0.0005)
                    await task;
            } catch (e) {
                if (e != ETIMEDOUT)
                    throw;
                cancels++;
            }
        }
    }
    return cancels;
}

static async void stream(int fds[2])
{
    struct stream in = {.fd = fds[0]}, out = {.fd = fds[1]};
    future(int) reader = spawn(again(reads, &in));
    future(int) writer = spawn(again(writes, &out));
    await async_all(reader, writer);
    printf("%ld of %ld bytes arrived, %s; cancelled: %d\n", in.done, out.done,
           in.is_wrong ? "wrong" : "right", *reader + *writer > 10);
    async_close(fds[0]);
    async_close(fds[1]);
}

// ---- datagrams

static async void receives(struct stream *s)
{
    while (s->done < 2000) {
        int number;
        struct sockaddr_in from;
        socklen_t size = sizeof from;
        long got = await async_recvfrom(s->fd, &number, sizeof number, 0, (struct sockaddr *)&from, &size);
        s->is_wrong |= got != sizeof number || number != (int)s->done || size != sizeof from;
        s->done++;
    }
}

static async void datagrams(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int in = socket(AF_INET, SOCK_DGRAM, 0), out = socket(AF_INET, SOCK_DGRAM, 0);
    bind(in, (struct sockaddr *)&address, size);
    getsockname(in, (struct sockaddr *)&address, &size);
    struct stream s = {.fd = in};
    long sent = 0;
    while (s.done < 2000 && !s.is_wrong) {
        future(void) task = spawn(receives(&s));
        for (int i = rand() % 5; i > 0 && sent < 2000; i--) {
            int number = (int)sent;
            if (await async_sendto(out, &number, sizeof number, 0, (struct sockaddr *)&address, size) > 0)
                sent++;
        }
        for (int turns = rand() % 4; turns > 0; turns--)
            await async_yield();
        future_cancel(task);
        await async_settle(task);
    }
    printf("%ld of %ld datagrams, %s\n", s.done, sent, s.is_wrong ? "wrong" : "right");
    async_close(in);
    async_close(out);
}

// ---- connections

static int accepted;

static async void accepts(int listener)
{
    for (;;) {
        int fd = await async_accept(listener, NULL, NULL);
        accepted += fd >= 0;
        close(fd);
    }
}

static async int connects(const struct sockaddr_in *address)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    defer close(fd);
    int status = await async_connect(fd, (const struct sockaddr *)address, sizeof *address);
    if (status == 0) // it is the other one that closes first, so that no port is taken for long
        await async_wait_readable(fd);
    return status;
}

static async void connections(void)
{
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM, 0), wanted = 0;
    bind(listener, (struct sockaddr *)&address, size);
    listen(listener, 64);
    getsockname(listener, (struct sockaddr *)&address, &size);
    while (wanted < 300) {
        future(void) server = spawn(accepts(listener));
        future(int) client = spawn(connects(&address));
        future(int) other = spawn(connects(&address));
        for (int turns = rand() % 4; turns > 0; turns--)
            await async_yield();
        future_cancel(other);
        for (int turns = rand() % 4; turns > 0; turns--)
            await async_yield();
        future_cancel(server);
        await async_settle(server, other);
        future(void) next = spawn(accepts(listener)); // takes what the cancelled one has left
        await client;
        wanted += *client == 0;
        (void)next;
    }
    printf("%d connected, accepted no less: %d\n", wanted, accepted >= wanted);
    async_close(listener);
}

static async void all(void)
{
    int fds[2];
    socketpair(AF_UNIX, SOCK_STREAM, 0, fds);
    await stream(fds);
    pipe(fds);
    await stream(fds);
    await datagrams();
    await connections();
}

int main(void)
{
    srand(1);
    async_run(all());
    return 0;
}

// expect: 3000000 of 3000000 bytes arrived, right; cancelled: 1
// expect: 3000000 of 3000000 bytes arrived, right; cancelled: 1
// expect: 2000 of 2000 datagrams, right
// expect: 300 connected, accepted no less: 1
