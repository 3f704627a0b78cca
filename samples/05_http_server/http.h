/* What of HTTP/1.1 a server of files needs: requests in, answers out, no waiting.
 *
 * A connection is a buffer of at most HTTP_HEAD_MAX bytes that the caller fills. http_parse() takes
 * the request at its start; http_answer() finds the file and writes the head; http_read_body()
 * gives the body piece by piece; http_response_close() ends it. Mistakes of the client are answers
 * like others: http_parse() leaves their status in the request, and the connection is closed after
 * them.
 */
#ifndef HTTP_H
#define HTTP_H

#include <stdbool.h>
#include <sys/types.h>

#define HTTP_HEAD_MAX 8192 /* a longer head is answered with 431, a longer target with 414 */

struct http_request {
    int status;               /* 200, or what is wrong with the request */
    bool head_only;           /* HEAD: the answer has no body */
    bool keep_alive;          /* another request may follow on this connection */
    char path[HTTP_HEAD_MAX]; /* decoded, begins with a slash, no query */
};

struct http_response {
    int file;         /* where the body comes from, or -1 */
    const char *text; /* where it comes from without a file */
    off_t left;       /* bytes of the body not yet read */
};

/* Takes the request at the start of the buffer: its size in bytes, or 0 while it is not complete.
 */
size_t http_parse(const char *buffer, size_t size, struct http_request *request);

/* Looks up what is asked for below the folder root, never outside; writes the head: its size. */
size_t http_answer(const struct http_request *request, int root, struct http_response *response,
                   char *buffer, size_t size);

/* The next bytes of the body, 0 at its end, -1 when the file broke off. */
ssize_t http_read_body(struct http_response *response, char *buffer, size_t size);
void http_response_close(struct http_response *response);

/* A socket that listens on a port of this machine (0: a free one, and prints which), or -1. */
int http_listen(int port);

#endif
