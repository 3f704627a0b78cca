// A recursive-descent calculator that awaits every character: mutual recursion with live state.
// expect: 1 + 2 * 3 = 7
// expect: (1 + 2) * 3 = 9
// expect: 2 * (3 + (4 - 1) * 5) - 6 / 2 = 33
// expect: -(8 - 10) * -3 = -6
// expect: ((((7)))) = 7
// expect: 100 / 7 % 5 = 4
// expect: 1 + = error
#include <async.h>
#include <stdbool.h>
#include <stdio.h>

struct input {
    const char *text;
    int at;
    bool failed;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static async long sum(struct input *in);

static async char peek(struct input *in)
{
    await async_yield();
    while (in->text[in->at] == ' ')
        in->at++;
    return in->text[in->at];
}

static async bool take(struct input *in, char c)
{
    if (await peek(in) != c)
        return false;
    in->at++;
    return true;
}

static async long primary(struct input *in)
{
    if (await take(in, '-'))
        return -await primary(in);
    if (await take(in, '(')) {
        long value = await sum(in);
        if (!await take(in, ')'))
            in->failed = true;
        return value;
    }
    if (!is_digit(await peek(in))) {
        in->failed = true;
        return 0;
    }
    long value = 0;
    for (char c; is_digit(c = await peek(in)); in->at++)
        value = value * 10 + (c - '0');
    return value;
}

static async long product(struct input *in)
{
    long value = await primary(in);
    for (;;)
        switch (await peek(in)) {
        case '*':
            in->at++;
            value *= await primary(in);
            break;
        case '/':
        case '%': {
            char operator = in->text[in->at++];
            long divisor = await primary(in);
            if (divisor == 0)
                return in->failed = true, 0;
            value = operator == '/' ? value / divisor : value % divisor;
            continue;
        }
        default:
            return value;
        }
}

static async long sum(struct input *in)
{
    long value = await product(in);
    while (1)
        if (await take(in, '+'))
            value += await product(in);
        else if (await take(in, '-'))
            value -= await product(in);
        else
            break;
    return value;
}

async int main(void)
{
    const char *const lines[] = {"1 + 2 * 3",      "(1 + 2) * 3", "2 * (3 + (4 - 1) * 5) - 6 / 2",
                                 "-(8 - 10) * -3", "((((7))))",   "100 / 7 % 5",
                                 "1 +"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct input in = {lines[i], 0, false};
        long value = await sum(&in);
        if (in.failed || await peek(&in))
            printf("%s = error\n", lines[i]);
        else
            printf("%s = %ld\n", lines[i], value);
    }
    return 0;
}
