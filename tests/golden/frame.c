#include <async.h>

struct message {
    int id;
    char text[20];
};

async int send_all(int fd, const struct message *message);
async int receive(int fd, char *to, int size);

/* What has its address taken lives in the frame; siblings share the room there. */
static async int exchange(int fd)
{
    int count = 0, unused = 1;
    {
        char buffer[100];
        count += await receive(fd, buffer, unused);
        count += buffer[0];
    }
    {
        struct message answer = {.id = count};
        count += await send_all(fd, &answer);
    }
    return count + await send_all(fd, &(struct message){2, "compound literal"});
}
