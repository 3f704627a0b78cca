/* detach takes just a spawn. */
#include <async.h>

async int late(void);

async void detaches(future(int) f)
{
    detach(spawn(late()));
    detach((spawn(late())));
    detach(f);
    future(int) task = spawn(late());
    detach(task);
}
