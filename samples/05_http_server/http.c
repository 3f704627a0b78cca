#define _GNU_SOURCE
#include "http.h"
#include <arpa/inet.h>
#include <ctype.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* A piece of the request. */
struct span {
    const char *at, *end;
};

static bool span_is(struct span s, const char *text)
{
    size_t size = strlen(text);
    return (size_t)(s.end - s.at) == size && !strncasecmp(s.at, text, size);
}

static bool span_equal(struct span s, const char *text)
{
    return span_is(s, text) && !memcmp(s.at, text, strlen(text));
}

static struct span span_trim(struct span s)
{
    while (s.at < s.end && (*s.at == ' ' || *s.at == '\t'))
        s.at++;
    while (s.end > s.at && (s.end[-1] == ' ' || s.end[-1] == '\t'))
        s.end--;
    return s;
}

/* Takes what stands before the separator off the front; all of it when there is none. */
static struct span span_cut(struct span *rest, const char *separator)
{
    size_t size = strlen(separator);
    const char *at = memmem(rest->at, (size_t)(rest->end - rest->at), separator, size);
    struct span front = {rest->at, at ? at : rest->end};
    rest->at = at ? at + size : rest->end;
    return front;
}

/* ---- the request ---- */

static bool is_token(struct span s)
{
    if (s.at == s.end)
        return false;
    for (; s.at < s.end; s.at++)
        if (!isalnum((unsigned char)*s.at) && (!*s.at || !strchr("!#$%&'*+-.^_`|~", *s.at)))
            return false;
    return true;
}

static int hex_digit(char c)
{
    if (!isxdigit((unsigned char)c))
        return -1;
    return isdigit((unsigned char)c) ? c - '0' : tolower((unsigned char)c) - 'a' + 10;
}

/* The path of a target, which may be a whole URL: without host and query. */
static struct span path_of(struct span target)
{
    struct span path = span_cut(&target, "?");
    if (path.end - path.at < 7 || strncasecmp(path.at, "http://", 7))
        return path;
    path.at += 7;
    path.at = memchr(path.at, '/', (size_t)(path.end - path.at));
    static const char slash[] = "/";
    return path.at ? path : (struct span){slash, slash + 1};
}

/* Percent-decodes a path. False for what is none, and for a NUL byte in disguise. */
static bool decode_path(struct span encoded, char *path)
{
    if (encoded.at == encoded.end || *encoded.at != '/')
        return false;
    for (const char *at = encoded.at; at < encoded.end; at++) {
        int c = (unsigned char)*at;
        if (c <= ' ' || c == 127)
            return false;
        if (c == '%') {
            if (encoded.end - at < 3 || hex_digit(at[1]) < 0 || hex_digit(at[2]) < 0)
                return false;
            c = hex_digit(at[1]) * 16 + hex_digit(at[2]);
            at += 2;
        }
        if (c == 0)
            return false;
        *path++ = (char)c;
    }
    *path = 0;
    return true;
}

/* METHOD SP TARGET SP VERSION: 200, or what is wrong with it. */
static int parse_request_line(struct span line, struct http_request *request)
{
    struct span method = span_cut(&line, " ");
    struct span target = span_cut(&line, " ");
    struct span version = line;
    if (!is_token(method) || target.at == target.end || version.end - version.at != 8 ||
        memcmp(version.at, "HTTP/", 5) || !isdigit((unsigned char)version.at[5]) ||
        version.at[6] != '.' || !isdigit((unsigned char)version.at[7]))
        return 400;
    if (version.at[5] != '1')
        return 505;
    request->keep_alive = version.at[7] != '0';
    request->head_only = span_equal(method, "HEAD");
    if (!request->head_only && !span_equal(method, "GET")) {
        static const char *const known[] = {"POST",    "PUT",   "DELETE", "CONNECT",
                                            "OPTIONS", "TRACE", "PATCH"};
        for (size_t i = 0; i < sizeof known / sizeof *known; i++)
            if (span_equal(method, known[i]))
                return 405;
        return 501;
    }
    return decode_path(path_of(target), request->path) ? 200 : 400;
}

/* What the fields of one head say, so far. */
struct fields {
    int hosts;
    bool close, keep_alive, body, chunked;
};

static void parse_connection(struct span value, struct fields *fields)
{
    while (value.at < value.end) {
        struct span option = span_trim(span_cut(&value, ","));
        fields->close |= span_is(option, "close");
        fields->keep_alive |= span_is(option, "keep-alive");
    }
}

/* NAME ":" VALUE: false when it is malformed. */
static bool parse_field(struct span line, struct fields *fields)
{
    struct span value = line, name = span_cut(&value, ":");
    if (name.end == line.end || !is_token(name))
        return false;
    value = span_trim(value);
    for (const char *c = value.at; c < value.end; c++)
        if (iscntrl((unsigned char)*c) && *c != '\t')
            return false;
    if (span_is(name, "Host"))
        fields->hosts++;
    else if (span_is(name, "Connection"))
        parse_connection(value, fields);
    else if (span_is(name, "Transfer-Encoding"))
        fields->chunked = true;
    else if (span_is(name, "Content-Length")) {
        fields->body |= !span_is(value, "0");
        for (const char *c = value.at; c < value.end; c++)
            if (!isdigit((unsigned char)*c))
                return false;
        return value.at < value.end;
    }
    return true;
}

static int parse_head(struct span head, struct http_request *request)
{
    struct fields fields = {0};
    int status = parse_request_line(span_cut(&head, "\r\n"), request);
    if (status == 505 || status == 400)
        return status;
    while (head.at < head.end)
        if (!parse_field(span_cut(&head, "\r\n"), &fields))
            return 400;
    bool version_1_0 = !request->keep_alive;
    if (fields.hosts > 1 || (fields.hosts == 0 && !version_1_0))
        return 400;
    if (fields.chunked && fields.body)
        return 400;
    request->keep_alive = !fields.close && (!version_1_0 || fields.keep_alive);
    if (fields.body || fields.chunked) /* nobody reads it: this is the last request */
        request->keep_alive = false;
    return status;
}

size_t http_parse(const char *buffer, size_t size, struct http_request *request)
{
    struct span rest = {buffer, buffer + size};
    while (rest.end - rest.at >= 2 && !memcmp(rest.at, "\r\n", 2))
        rest.at += 2; /* empty lines before a request are to be ignored */
    struct span head = span_cut(&rest, "\r\n\r\n");
    request->head_only = request->keep_alive = false;
    request->status = 200;
    if (head.end < buffer + size)
        request->status = parse_head(head, request);
    else if (size < HTTP_HEAD_MAX)
        return 0;
    else
        request->status = memmem(buffer, size, "\r\n", 2) ? 431 : 414;
    if (request->status != 200)
        request->keep_alive = false;
    return (size_t)(rest.at - buffer);
}

/* ---- the answer ---- */

/* Opens a path below root one name at a time, so that neither `..` nor a symbolic link leads out.
 */
static int open_below(int root, const char *path)
{
    int here = fcntl(root, F_DUPFD_CLOEXEC, 0);
    while (here >= 0) {
        path += strspn(path, "/");
        size_t length = strcspn(path, "/");
        char name[256];
        if (length == 0)
            return here;
        if (length >= sizeof name || (length == 2 && !memcmp(path, "..", 2)))
            break;
        memcpy(name, path, length);
        name[length] = 0;
        path += length;
        int flags = O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (*path ? O_DIRECTORY : 0);
        int next = openat(here, name, flags);
        close(here);
        here = next;
    }
    if (here >= 0)
        close(here);
    return -1;
}

static const char *type_of(const char *path)
{
    static const struct {
        const char *extension, *type;
    } types[] = {
        {".html", "text/html; charset=utf-8"},
        {".css", "text/css; charset=utf-8"},
        {".js", "text/javascript"},
        {".json", "application/json"},
        {".txt", "text/plain; charset=utf-8"},
        {".md", "text/markdown; charset=utf-8"},
        {".c", "text/plain; charset=utf-8"},
        {".h", "text/plain; charset=utf-8"},
        {".png", "image/png"},
        {".jpg", "image/jpeg"},
        {".gif", "image/gif"},
        {".svg", "image/svg+xml"},
        {".ico", "image/x-icon"},
        {".webp", "image/webp"},
        {".wasm", "application/wasm"},
        {".pdf", "application/pdf"},
    };
    const char *name = strrchr(path, '/'), *dot = strrchr(name ? name : path, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof *types; i++)
        if (!strcasecmp(dot, types[i].extension))
            return types[i].type;
    return "application/octet-stream";
}

static const char *reason_of(int status)
{
    switch (status) {
    case 200:
        return "200 OK";
    case 301:
        return "301 Moved Permanently";
    case 400:
        return "400 Bad Request";
    case 404:
        return "404 Not Found";
    case 405:
        return "405 Method Not Allowed";
    case 414:
        return "414 URI Too Long";
    case 431:
        return "431 Request Header Fields Too Large";
    case 501:
        return "501 Not Implemented";
    case 505:
        return "505 HTTP Version Not Supported";
    }
    return "500 Internal Server Error";
}

/* Finds the file of a request: its status, and the file in the response. */
static int find_file(const struct http_request *request, int root, struct http_response *response,
                     const char **type)
{
    struct stat info;
    const char *path = request->path;
    int file = open_below(root, path);
    if (file >= 0 && !fstat(file, &info) && S_ISDIR(info.st_mode)) {
        int folder = file;
        bool slash = path[strlen(path) - 1] == '/';
        path = "index.html";
        file = slash ? open_below(folder, path) : -1;
        close(folder);
        if (!slash)
            return 301;
    }
    if (file < 0)
        return 404;
    if (fstat(file, &info) || !S_ISREG(info.st_mode)) {
        close(file);
        return 404;
    }
    response->file = file;
    response->left = info.st_size;
    *type = type_of(path);
    return 200;
}

/* Where a folder without its slash is: the path, encoded again, beginning with one slash only, for
 * two would name another host. */
static void print_location(FILE *out, const char *path)
{
    fputs("Location: /", out);
    for (path += strspn(path, "/\\"); *path; path++)
        if (isalnum((unsigned char)*path) || strchr("/-._~", *path))
            putc(*path, out);
        else
            fprintf(out, "%%%02X", (unsigned char)*path);
    fputs("/\r\n", out);
}

size_t http_answer(const struct http_request *request, int root, struct http_response *response,
                   char *buffer, size_t size)
{
    const char *type = "text/plain; charset=utf-8";
    int status = request->status;
    *response = (struct http_response){.file = -1};
    if (status == 200)
        status = find_file(request, root, response, &type);
    if (response->file < 0) {
        response->text = reason_of(status);
        response->left = (off_t)strlen(response->text);
    }

    char date[64];
    time_t now = time(NULL);
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime(&now));
    FILE *out = fmemopen(buffer, size, "w");
    fprintf(out, "HTTP/1.1 %s\r\nDate: %s\r\nContent-Type: %s\r\nContent-Length: %lld\r\n",
            reason_of(status), date, type, (long long)response->left);
    if (status == 301)
        print_location(out, request->path);
    if (status == 405)
        fputs("Allow: GET, HEAD\r\n", out);
    fprintf(out, "Connection: %s\r\n\r\n", request->keep_alive ? "keep-alive" : "close");
    fflush(out);
    size_t head = (size_t)ftell(out);
    fclose(out);
    if (request->head_only)
        response->left = 0;
    return head;
}

ssize_t http_read_body(struct http_response *response, char *buffer, size_t size)
{
    if ((off_t)size > response->left)
        size = (size_t)response->left;
    ssize_t got = (ssize_t)size;
    if (response->file < 0) {
        memcpy(buffer, response->text, size);
        response->text += size;
    } else if (size > 0) {
        got = read(response->file, buffer, size);
        if (got <= 0)
            return -1;
    }
    response->left -= got;
    return got;
}

void http_response_close(struct http_response *response)
{
    if (response->file >= 0)
        close(response->file);
}

int http_listen(int port)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_port = htons((uint16_t)port),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &(int){1}, sizeof(int));
    if (bind(fd, (struct sockaddr *)&address, size) || listen(fd, SOMAXCONN) ||
        getsockname(fd, (struct sockaddr *)&address, &size))
        return -1;
    printf("serving http://127.0.0.1:%d/\n", ntohs(address.sin_port));
    fflush(stdout);
    return fd;
}
