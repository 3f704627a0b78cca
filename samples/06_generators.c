// Generators: an endless one, one that is told something, one over a tree, by delegation.
#include <async.h>
#include <stdio.h>

generator(int) primes(void)
{
    int found[100], count = 0;
    for (int n = 2; count < 100; n++) {
        int i = 0;
        while (i < count && n % found[i] != 0)
            i++;
        if (i == count) {
            found[count++] = n;
            yield n;
        }
    }
}

// Counts on from whatever it is sent.
generator(int) counter(void)
{
    for (int i = 0;; i++) {
        yield i;
        if (was_sent())
            i = received(int) - 1;
    }
}

struct node {
    const char *name;
    struct node *left, *right;
};

// In order; the value of it is how many there were.
generator(const char *) walk(const struct node *node)
{
    int count = 1;
    if (node->left)
        count += yield_from(int, walk(node->left));
    yield node->name;
    if (node->right)
        count += yield_from(int, walk(node->right));
    gen_return(count);
}

int main(void) // consumers are ordinary C
{
    gen_each (int prime, primes()) {
        if (prime > 30)
            break; // frees the generator
        printf("%d ", prime);
    }
    puts("");

    generator(int) numbers = counter();
    for (int i = 0; i < 3 && gen_next(numbers); i++)
        printf("%d ", *numbers);
    gen_send(numbers, 100);
    printf("%d\n", *numbers);
    gen_free(numbers);

    struct node ada = {"Ada", NULL, NULL}, cleo = {"Cleo", NULL, NULL}, bob = {"Bob", &ada, &cleo};
    generator(const char *) names = walk(&bob);
    while (gen_next(names))
        printf("%s ", *names);
    printf("are %d\n", gen_value(int, names));
    gen_free(names);
}
