/* A program that has the dialect's keywords for names, and a bool of its own. */
#define _GNU_SOURCE
typedef int bool;
static bool await(bool yield) { return !yield; }
int main(void) { return await(1); }
