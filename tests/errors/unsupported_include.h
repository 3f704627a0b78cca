x += await late(1);
