async int main(void)
{
    await async_yield();
    return 0;
}
