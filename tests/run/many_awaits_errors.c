// A function of many awaits leaves at one place: with each kind of callee, with what it saves, and with errors and requests
// to cancel at each await, that come at once or later. The blocking reading cannot be cancelled.
// no-erase
// expect: 2 done, 72 calls
// expect: at once: 36 errors, 36 lines
// expect: later: 36 errors, 36 lines
// expect: cancelled: 35 times, 35 lines
#include <async.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static int failing = -1, calls, is_late;

static async void step(int number)
{
    if (is_late)
        await async_yield();
    calls++;
    if (number == failing)
        throw async_error(EINVAL, "step");
}
static async long sum(long left, long right)
{
    await step((int)right);
    return left + right;
}
static async double (*volatile twice)(int);
static async double twice_of(int number)
{
    await step(number);
    return 2.0 * number;
}

static async int work(char *text)
{
    long total = 0, part;
    for (int i = 0; i < 12; i += 12) {
        await step(i + 0), await step(i + 1), await step(i + 2);
        part = await sum(total, i + 3) + 1, total = part - 1;
        part = await sum(total, i + 4) + 1, total = part - 1;
        total = await sum(await sum(await sum(total, i + 5), i + 6), i + 7);
        double left = await twice(i + 8), right = await twice(i + 9);
        total += (long)(left + right) / 2;
        if (await sum(0, i + 10) == 10 && await sum(0, i + 11) == 11)
            total += 21;
    }
    for (int i = 12; i < 18; i += 3) {
        char at = text[i];
        await step(i), await step(i + 1), await step(i + 2);
        text[i] = at + 1;
    }
    text += 18;
    await step(18), *text++ = 's', await step(19), *text++ = 't', await step(20), *text++ = 'u';
    await step(21), await step(22), await step(23), await step(24), await step(25), await step(26);
    await step(27), await step(28), await step(29), await step(30), await step(31), await step(32);
    *text = await sum('a', 33) == 'a' + 33 ? 'v' : 'w';
    await step(34), await step(35);
    return (int)total;
}

static async int whole(void)
{
    char text[24] = "0123456789ABCDEFGHIJKLM";
    int total = await work(text);
    if (total != 3 + 4 + 5 + 6 + 7 + 8 + 9 + 21)
        printf("total %d, ", total);
    return text[12] == 'D' && text[15] == 'G' && text[18] == 's' && text[20] == 'u' && text[21] == 'v';
}

static unsigned line_of_work(const struct async_trace *trace)
{
    for (unsigned i = 0; i < trace->passed; i++)
        if (!strcmp(async_trace_site(trace, i)->function, "work"))
            return async_trace_site(trace, i)->line;
    return 0;
}

static async void failures(const char *title)
{
    int errors = 0, lines = 0;
    unsigned last = 0;
    for (failing = 0; failing < 36; failing++) {
        calls = 0;
        try {
            await whole();
        } catch (e) {
            if (e == ECANCELED)
                throw;
            unsigned line = line_of_work(async_caught().trace);
            errors += e == EINVAL && calls == failing + 1;
            lines += line >= last && line > 0;
            last = line;
        }
    }
    failing = -1;
    printf("%s: %d errors, %d lines\n", title, errors, lines);
}

static async void cancels(void)
{
    int cancelled = 0, lines = 0;
    unsigned last = 0;
    for (int turns = 1; turns < 36; turns++) {
        future(int) t = spawn(whole());
        calls = 0;
        while (calls < turns)
            await async_yield();
        future_cancel(t);
        try {
            await t;
        } catch (e) {
            unsigned line = line_of_work(async_caught().trace);
            cancelled += e == ECANCELED;
            lines += line >= last;
            last = line;
        }
    }
    printf("cancelled: %d times, %d lines\n", cancelled, lines);
}

async int main(void)
{
    twice = twice_of;
    int done = 0;
    for (is_late = 0; is_late < 2; is_late++)
        done += await whole();
    printf("%d done, %d calls\n", done, calls);
    is_late = 0;
    await failures("at once");
    is_late = 1;
    await failures("later");
    await cancels();
    return 0;
}
