// SPDX-License-Identifier: MIT
#pragma once
#pragma GCC system_header
static inline int library_detail(int x)
{
    return x + 1;
}
