/* SPDX-License-Identifier: MIT
 *
 * Lists of tasks, linked through at.list: each knows the next one and what points at itself, so
 * that it can be taken out of any list without knowing which. A queue is a list with an end to
 * append to.
 */
#ifndef LIST_H
#define LIST_H

#include "abi.h"

struct queue {
    struct async_future *head, **tail; /* tail: where the next one is linked */
};

static inline void list_push(struct async_future **head, struct async_future *task)
{
    struct async_future *next = *head;
    task->at.list.next = next;
    task->at.list.link = head;
    if (next)
        next->at.list.link = &task->at.list.next;
    *head = task;
}

static inline void list_remove(struct async_future *task)
{
    struct async_future *next = task->at.list.next;
    *task->at.list.link = next;
    if (next)
        next->at.list.link = task->at.list.link;
}

static inline void queue_init(struct queue *queue)
{
    queue->head = NULL;
    queue->tail = &queue->head;
}

static inline void queue_append(struct queue *queue, struct async_future *task)
{
    task->at.list.next = NULL;
    task->at.list.link = queue->tail;
    *queue->tail = task;
    queue->tail = &task->at.list.next;
}

/* Takes a task out of the queue, or out of the list that was taken from it. */
static inline void queue_remove(struct queue *queue, struct async_future *task)
{
    if (queue->tail == &task->at.list.next)
        queue->tail = task->at.list.link;
    list_remove(task);
}

/* Moves all to a list; the queue is empty then. */
static inline void queue_take(struct queue *queue, struct async_future **head)
{
    *head = queue->head;
    if (*head)
        (*head)->at.list.link = head;
    queue_init(queue);
}

#endif
