/* SPDX-License-Identifier: MIT
 *
 * Deep recursion. Clang and the stages go as deep as the source nests, far deeper than the stack
 * that a program is given. Work is done on a stack of its own, which is so large that a source has
 * to nest some hundred thousand levels to fill it, and which costs only what is used of it. When it
 * is full the program ends with an error and exit status 1.
 */
#ifndef AWAITC_BASE_DEEP_H
#define AWAITC_BASE_DEEP_H

/* Calls work(data) on the large stack (directly when it runs on it already, or when there is no
 * memory for one) and returns when it does. */
void deep_call(void *(*work)(void *data), void *data);

#endif
