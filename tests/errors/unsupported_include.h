#pragma once
x += await late(1);
