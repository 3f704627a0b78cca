/* SPDX-License-Identifier: MIT
 *
 * What the fuzzed programs, and <async.h>, need of the system's headers, in a fraction of their
 * size: each of those is this file while fuzzing.
 */
#ifndef FUZZ_SYSTEM_H
#define FUZZ_SYSTEM_H

#define NULL           ((void *)0)
#define offsetof(T, m) __builtin_offsetof(T, m)
#define bool _Bool
#define true 1
#define false 0
#define noreturn       _Noreturn
#define complex        _Complex
#define I              1.0if
#define alloca(size)   __builtin_alloca(size)
#define va_start(v, l) __builtin_va_start(v, l)
#define va_arg(v, T)   __builtin_va_arg(v, T)
#define va_end(v)      __builtin_va_end(v)
typedef __builtin_va_list va_list;
typedef __SIZE_TYPE__ size_t;
typedef __PTRDIFF_TYPE__ ptrdiff_t;
typedef __WCHAR_TYPE__ wchar_t;
typedef struct {
    long double _a;
} max_align_t;
typedef signed char int8_t;
typedef short int16_t;
typedef int int32_t;
typedef long long int64_t;
typedef unsigned char uint8_t;
typedef unsigned short uint16_t;
typedef unsigned int uint32_t;
typedef unsigned long long uint64_t;
typedef __INTPTR_TYPE__ intptr_t;
typedef __UINTPTR_TYPE__ uintptr_t;
#define SIZE_MAX  __SIZE_MAX__
#define INT_MAX   __INT_MAX__
#define INT_MIN   (-__INT_MAX__ - 1)
#define CHAR_BIT  8
#define LLONG_MAX __LONG_LONG_MAX__
typedef long ssize_t, off_t, time_t, suseconds_t;
typedef int pid_t;
typedef unsigned int socklen_t, mode_t;
typedef unsigned short sa_family_t, in_port_t;
typedef unsigned long nfds_t;
typedef struct {
    unsigned long bits[16];
} sigset_t;

typedef struct stream FILE;
extern FILE *stdin, *stdout, *stderr;
int printf(const char *, ...), fprintf(FILE *, const char *, ...),
    sprintf(char *, const char *, ...);
int snprintf(char *, size_t, const char *, ...), puts(const char *), putchar(int), fflush(FILE *);
int vprintf(const char *, va_list), sscanf(const char *, const char *, ...);
int fputs(const char *, FILE *);
void perror(const char *);

void *malloc(size_t), *calloc(size_t, size_t), *realloc(void *, size_t), free(void *);
_Noreturn void exit(int), abort(void), _exit(int);
int atoi(const char *), abs(int), rand(void);
char *getenv(const char *);
#define EXIT_SUCCESS 0
#define EXIT_FAILURE 1
void *memcpy(void *, const void *, size_t), *memset(void *, int, size_t);
void *memmove(void *, const void *, size_t);
int memcmp(const void *, const void *, size_t), strcmp(const char *, const char *);
int strncmp(const char *, const char *, size_t);
size_t strlen(const char *);
char *strcpy(char *, const char *), *strcat(char *, const char *), *strchr(const char *, int);
char *strerror(int), *strdup(const char *), *strstr(const char *, const char *);
int isdigit(int), isalpha(int), isspace(int), toupper(int), tolower(int);

_Noreturn void assert_failed(const char *, const char *, int, const char *);
#define assert(e) ((e) ? (void)0 : assert_failed(#e, __FILE__, __LINE__, __func__))
int *errno_place(void);
#define errno        (*errno_place())
#define EPERM        1
#define ENOENT       2
#define EINTR        4
#define EIO          5
#define EBADF        9
#define EAGAIN       11
#define EWOULDBLOCK  EAGAIN
#define ENOMEM       12
#define EACCES       13
#define EBUSY        16
#define EINVAL       22
#define EPIPE        32
#define ERANGE       34
#define ETIMEDOUT    110
#define ECONNREFUSED 111
#define EINPROGRESS  115
#define ECANCELED    125

struct iovec {
    void *iov_base;
    size_t iov_len;
};
struct sockaddr {
    sa_family_t sa_family;
    char sa_data[14];
};
struct in_addr {
    uint32_t s_addr;
};
struct sockaddr_in {
    sa_family_t sin_family;
    in_port_t sin_port;
    struct in_addr sin_addr;
};
struct sockaddr_storage {
    char bytes[128];
};
struct msghdr {
    void *msg_name;
    socklen_t msg_namelen;
    struct iovec *msg_iov;
    size_t msg_iovlen;
};
struct pollfd {
    int fd;
    short events, revents;
};
struct timespec {
    time_t tv_sec;
    long tv_nsec;
};
#define AF_INET         2
#define AF_UNIX         1
#define SOCK_STREAM     1
#define SOL_SOCKET      1
#define SO_REUSEADDR    2
#define INADDR_LOOPBACK 0x7f000001
#define MSG_DONTWAIT    0x40
#define POLLIN          1
#define POLLOUT         4
#define O_RDONLY        0
#define O_NONBLOCK      04000
#define F_GETFL         3
#define F_SETFL         4
#define SIGINT          2
#define SIGTERM         15
#define CLOCK_MONOTONIC 1
#define STDIN_FILENO    0
#define STDOUT_FILENO   1
int clock_gettime(int, struct timespec *), fcntl(int, int, ...), open(const char *, int, ...);
int socketpair(int, int, int, int *), socket(int, int, int),
    bind(int, const struct sockaddr *, socklen_t);
int listen(int, int), getsockname(int, struct sockaddr *, socklen_t *);
int setsockopt(int, int, int, const void *, socklen_t), poll(struct pollfd *, nfds_t, int);
uint32_t htonl(uint32_t), ntohl(uint32_t);
uint16_t htons(uint16_t), ntohs(uint16_t);
int pipe(int *), close(int), usleep(unsigned), system(const char *);
unsigned sleep(unsigned);
ssize_t read(int, void *, size_t), write(int, const void *, size_t);
pid_t getpid(void), fork(void), waitpid(pid_t, int *, int), wait(int *);
typedef unsigned long pthread_t;
typedef struct {
    long bits[5];
} pthread_mutex_t;
#define PTHREAD_MUTEX_INITIALIZER                                                                  \
    {                                                                                              \
        {                                                                                          \
            0                                                                                      \
        }                                                                                          \
    }
int pthread_mutex_lock(pthread_mutex_t *), pthread_mutex_unlock(pthread_mutex_t *);
int pthread_create(pthread_t *, const void *, void *(*)(void *), void *),
    pthread_join(pthread_t, void **);
typedef long jmp_buf[25], sigjmp_buf[25];
int setjmp(jmp_buf);
_Noreturn void longjmp(jmp_buf, int);

#endif
