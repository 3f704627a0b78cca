// SIGINT cancels async main: what it owns ends, defers run, and then the signal is raised again.
// no-erase
// expect: main waits
// expect: child ends
// expect: main ends
// expect: detached ends
// expect: killed by the signal
// expect: caught, and goes on
// expect: exited with 5
// expect: ignored
// expect: exited with 6
#include <async.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static async void sleeper(const char *name)
{
    defer printf("%s ends\n", name);
    await async_sleep(100);
}

static async void interrupts(void)
{
    await async_sleep(0.01);
    kill(getpid(), SIGINT);
}

static async int is_interrupted(void)
{
    defer printf("main ends\n");
    future(void) child = spawn(sleeper("child"));
    detach(spawn(sleeper("detached")));
    printf("main waits\n");
    detach(spawn(interrupts()));
    await child;
    return 1;
}

static async int catches(void)
{
    detach(spawn(interrupts()));
    try {
        await async_sleep(100);
    } catch (e) {
        printf(e == ECANCELED ? "caught, and goes on\n" : "%d\n", e);
    }
    return 5;
}

static async int ignores(void)
{
    signal(SIGINT, SIG_IGN);
    await interrupts();
    await async_sleep(0.01);
    printf("ignored\n");
    return 6;
}

static void run(char *program, const char *argument)
{
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGINT, SIG_DFL);
        execl(program, program, argument, (char *)NULL);
        _exit(127);
    }
    int status;
    waitpid(pid, &status, 0);
    if (WIFSIGNALED(status))
        printf(WTERMSIG(status) == SIGINT ? "killed by the signal\n" : "killed\n");
    else
        printf("exited with %d\n", WEXITSTATUS(status));
}

async int main(int argc, char **argv)
{
    switch (argc > 1 ? *argv[1] : 0) {
    case '1':
        return await is_interrupted();
    case '2':
        return await catches();
    case '3':
        return await ignores();
    }
    run(argv[0], "1");
    run(argv[0], "2");
    run(argv[0], "3");
    return 0;
}
