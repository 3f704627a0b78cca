// Bytes through a pipe and a socket pair, with buffers that live in the frame; a line reader; EOF.
// expect: 5 hello
// expect: line 1: first
// expect: line 2: second line
// expect: line 3:
// expect: line 4: last
// expect: 4 lines
// expect: 100000 bytes, sum 4950000
// expect: ab|cd
// expect: 0 at the end
#include <async.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct reader {
    int fd, begin, end;
    char buffer[8];
};

static async int get(struct reader *r)
{
    if (r->begin == r->end) {
        ssize_t n = await async_read(r->fd, r->buffer, sizeof r->buffer);
        if (n <= 0)
            return -1;
        r->begin = 0;
        r->end = (int)n;
    }
    return (unsigned char)r->buffer[r->begin++];
}

static async int get_line(struct reader *r, char *line, int size)
{
    int length = 0, c;
    while ((c = await get(r)) != -1 && c != '\n')
        if (length < size - 1)
            line[length++] = (char)c;
    line[length] = 0;
    return c == -1 && length == 0 ? -1 : length;
}

static async int write_all(int fd, const char *s, size_t size)
{
    for (size_t done = 0; done < size;) {
        ssize_t n = await async_write(fd, s + done, size - done);
        if (n < 0)
            return -1;
        done += (size_t)n;
    }
    return 0;
}

async int main(void)
{
    int fds[2], pair[2];
    if (pipe(fds) || socketpair(AF_UNIX, SOCK_STREAM, 0, pair))
        return 1;
    char buffer[16] = "";
    await async_write(fds[1], "hello", 5);
    ssize_t n = await async_read(fds[0], buffer, sizeof buffer);
    printf("%zd %s\n", n, buffer);

    await write_all(fds[1], "first\nsecond line\n\nlast", 23);
    close(fds[1]);
    struct reader reader = {.fd = fds[0]};
    char line[32];
    int lines = 0;
    while (await get_line(&reader, line, sizeof line) >= 0)
        printf("line %d:%s%s\n", ++lines, *line ? " " : "", line);
    printf("%d lines\n", lines);
    close(fds[0]);

    long sum = 0, count = 0;
    for (int round = 0; round < 100; round++) {
        char block[1000];
        memset(block, round, sizeof block);
        await write_all(pair[0], block, sizeof block);
        for (size_t got = 0; got < sizeof block;) {
            ssize_t here = await async_recv(pair[1], block + got, sizeof block - got, 0);
            for (ssize_t i = 0; i < here; i++)
                sum += block[got + (size_t)i];
            got += (size_t)here;
            count += here;
        }
    }
    printf("%ld bytes, sum %ld\n", count, sum);

    await async_send(pair[1], "abcd", 4, 0);
    char two[3] = {0};
    for (int i = 0; i < 2; i++) {
        await async_recv(pair[0], two, 2, 0);
        printf("%s%c", two, i ? '\n' : '|');
    }
    shutdown(pair[1], SHUT_WR);
    printf("%zd at the end\n", await async_recv(pair[0], two, 2, 0));
    async_close(pair[0]);
    async_close(pair[1]);
    return 0;
}
