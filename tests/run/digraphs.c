// Digraphs, and the alternative spellings of <iso646.h>.
// no-tcc: knows no digraphs
// expect: 2
// expect: 1 0
%:include <async.h>
%:include <iso646.h>
%:include <stdio.h>

static async int late(int x)
<%
    await async_yield();
    return x;
%>

async int main(void)
<%
    int a<:2:> = <%await late(1), await late(2)%>;
    for (int i = 0; i < 2; i++) <%
        await async_yield();
        if (i and not await late(0))
            printf("%d\n", a<:i:>);
    %>
    printf("%d %d\n", await late(1) and await late(2), not(await late(1) or await late(0)));
    return 0;
%>
