#define ASYNC_GENERATED 1
#include <async.h>

struct message {
    int id;
    char text[20];
};

int send_all(int fd, const struct message *message);
int receive(int fd, char *to, int size);

/* What has its address taken lives in the frame; siblings share the room there. */
async_status receive__call(struct async_task *task, int, char *, int, int *);
async_status send_all__call(struct async_task *task, int, const struct message *, int *);
struct exchange__frame {
    struct async_frame head;
    unsigned state;
    union {
        struct {
            int fd;
            int count;
            union {
                struct {
                    int receive_17;
                    char buffer[100];
                };
                struct {
                    struct message answer;
                    int send_all_22;
                };
            };
        };
        struct {
            struct message literal;
            int value_24;
            int send_all_24;
        };
    };
};

enum {
    exchange_line_17 = 1,
    exchange_line_22,
    exchange_line_24,
};

static const struct async_site exchange__site_17 = {"exchange", "frame.c", 17};
static const struct async_site exchange__site_22 = {"exchange", "frame.c", 22};
static const struct async_site exchange__site_24 = {"exchange", "frame.c", 24};
ASYNC_UNUSED static const struct async_site *const exchange__places[] = {&exchange__site_17, &exchange__site_22, &exchange__site_24};

static async_status exchange__run(struct exchange__frame *f, unsigned at, struct async_task *task, int fd, int *ret)
{
    async_status st;
    int receive_17;
    int send_all_22;
    int value_24;
    int send_all_24;
    switch (at) {
    case 0: break;
    case exchange_line_17: goto exchange_line_17;
    case exchange_line_22: goto exchange_line_22;
    case exchange_line_24: goto exchange_line_24;
    default: ASYNC_NOT_REACHED();
    }

    int count = 0, unused = 1;
    {
        
        st = receive__call(task, fd, f->buffer, unused, &f->receive_17);
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->fd = fd;
                f->count = count;
                f->state = exchange_line_17;
                return async_suspend(f);
            exchange_line_17:;
                fd = f->fd;
                count = f->count;
            }
            if (async_failed(task, &exchange__site_17)) {
                return ASYNC_THROWN;
            }
        }
        receive_17 = f->receive_17;
        count += receive_17;
        count += f->buffer[0];
    }
    {
        f->answer = (struct message){.id = count};
        st = send_all__call(task, fd, &f->answer, &f->send_all_22);
        if (st) {
            if (st != ASYNC_THROWN) {
                async_link(st, f);
                f->fd = fd;
                f->count = count;
                f->state = exchange_line_22;
                return async_suspend(f);
            exchange_line_22:;
                fd = f->fd;
                count = f->count;
            }
            if (async_failed(task, &exchange__site_22)) {
                return ASYNC_THROWN;
            }
        }
        send_all_22 = f->send_all_22;
        count += send_all_22;
    }
    value_24 = count;
    st = send_all__call(task, fd, &(*(f->literal = (struct message){2, "compound literal"}, &f->literal)), &f->send_all_24);
    if (st) {
        if (st != ASYNC_THROWN) {
            async_link(st, f);
            f->value_24 = value_24;
            f->state = exchange_line_24;
            return async_suspend(f);
        exchange_line_24:;
            value_24 = f->value_24;
        }
        if (async_failed(task, &exchange__site_24)) {
            return ASYNC_THROWN;
        }
    }
    send_all_24 = f->send_all_24;
    *ret = value_24 + send_all_24;
    return ASYNC_DONE;

}
