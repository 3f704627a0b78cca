x++;
x += SQUARE(await late(5)); x +=
#pragma GCC diagnostic ignored "-Wunused"
    await late(6);
