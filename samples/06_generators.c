// Generators: an endless one, one that is sent something, and one over a tree that delegates to
// itself.
#include <async.h>
#include <stdio.h>

generator(int) primes(void)
{
    for (int n = 2;; n++) {
        int divisor = 2;
        while (n % divisor != 0)
            divisor++;
        if (divisor == n)
            yield n;
    }
}

// Counts up, and goes on from whatever number it is sent.
generator(int) counter(int n)
{
    for (;;) {
        yield n;
        n = was_sent() ? received(int) : n + 1;
    }
}

struct node {
    const char *name;
    struct node *left, *right;
};

// The names from left to right; its value at the end is how many there were.
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
    printf("primes:");
    gen_each (int prime, primes()) {
        if (prime > 30)
            break; // frees the generator
        printf(" %d", prime);
    }

    printf("\nnumbers:");
    generator(int) numbers = counter(0);
    for (int i = 0; i < 3 && gen_next(numbers); i++)
        printf(" %d", *numbers);
    gen_send(numbers, 100); // runs to the next yield, as gen_next does
    printf(" %d\n", *numbers);
    gen_free(numbers);

    struct node ada = {"Ada", NULL, NULL}, cleo = {"Cleo", NULL, NULL}, bob = {"Bob", &ada, &cleo};
    generator(const char *) names = walk(&bob);
    while (gen_next(names))
        printf("%s, ", *names);
    printf("%d in all\n", gen_value(int, names));
    gen_free(names);
}
