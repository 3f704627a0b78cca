// only warnings
#include <async.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

struct peer {
    int fd;
};

static unsigned rest(unsigned seconds)
{
    return sleep(seconds);
}

static async ssize_t when_ready(int fd, char *buffer)
{
    if (await async_wait_readable(fd))
        return -1;
    return read(fd, buffer, 10);
}

static async int copy(struct peer *peer, int number)
{
    char line[10];
    int file = open("/dev/null", O_RDWR);
    FILE *stream = fopen("/dev/null", "r");
    ssize_t size = read(file, line, 10) + write(file, line, 1) + write(1, line, 0);
    size += fgets(line, 10, stream) != 0;
    size += recv(number, line, 1, MSG_DONTWAIT) + poll(NULL, 0, 0) + waitpid(1, NULL, WNOHANG);
    size += (ssize_t)sizeof(sleep(1)) + rest(1);
    sleep(1);
    (void)usleep(1);
    size += read(peer->fd, line, 10);
    if (recv(number, line, 1, 0) > 0 || accept(number, NULL, NULL) > 0)
        size++;
    size += fgets(line, 10, stdin) != 0;
    size += system("true") + poll(NULL, 0, -1);
    size += waitpid(1, NULL, 0) + write(peer->fd, line, 1);
    size += ({
        sleep(2);
        0;
    });
    size += poll(NULL, 0, 100) + (*sleep)(1) + fscanf(stdin, "%9s", line);
    size += flock(number, LOCK_EX) + fcntl(number, F_SETLKW, NULL) + fcntl(number, F_GETFL);
    size += flock(number, LOCK_EX | LOCK_NB) + flock(number, LOCK_UN);
    fd_set set;
    FD_ZERO(&set);
    struct timeval now = {0, 0}, then = {0};
    then.tv_sec = 1;
    size += select(1, &set, NULL, NULL, &now) +
            select(1, &set, NULL, NULL, &(struct timeval){.tv_usec = 0});
    size += select(1, &set, NULL, NULL, &then) + select(1, &set, NULL, NULL, NULL);
    return (int)(size + await when_ready(number, line));
}

async int main(void)
{
    struct peer peer = {0};
    return await copy(&peer, 0);
}
