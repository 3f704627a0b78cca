/* SPDX-License-Identifier: MIT
 *
 * Lists of nodes, linked through at.list: each knows the next one and what points at itself, so
 * that it can be taken out of any list without knowing which. A queue is a list with an end to
 * append to.
 */
#ifndef LIST_H
#define LIST_H

#include "abi.h"

struct queue {
    struct async_node *head, **tail; /* tail: where the next one is linked */
};

static inline void list_remove(struct async_node *node)
{
    struct async_node *next = node->at.list.next;
    *node->at.list.link = next;
    if (next)
        next->at.list.link = node->at.list.link;
}

static inline void queue_init(struct queue *queue)
{
    queue->head = NULL;
    queue->tail = &queue->head;
}

static inline void queue_append(struct queue *queue, struct async_node *node)
{
    node->at.list.next = NULL;
    node->at.list.link = queue->tail;
    *queue->tail = node;
    queue->tail = &node->at.list.next;
}

/* Takes a node out of the queue, or out of the list that was taken from it. */
static inline void queue_remove(struct queue *queue, struct async_node *node)
{
    if (queue->tail == &node->at.list.next)
        queue->tail = node->at.list.link;
    list_remove(node);
}

/* Moves all to a list; the queue is empty then. */
static inline void queue_take(struct queue *queue, struct async_node **head)
{
    *head = queue->head;
    if (*head)
        (*head)->at.list.link = head;
    queue_init(queue);
}

#endif
