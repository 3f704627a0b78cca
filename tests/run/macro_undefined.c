// A macro with parameters that is undefined behind its use. How clang sees it depends on much that stands around it.
// flags: -w
// expect: fine
#include <async.h>
#include <stdio.h>
/* A macro that is undefined later on
   is as it was where it is used. */
#ifndef HEADER_TWO
#ifndef HEADER_ONE
   struct {
   } 
   stream;
#ifdef _WIN32
#   ifdef small
#   endif
#else
#   define API(func) func
#   define EXTERN extern
typedef void FILE_T;
async EXTERN FILE_T* API(lib_ReadOpen) ( 
      unsigned int* nbytes_out_hi32
   );
#endif
async EXTERN int API(lib_BuffToBuffCompress) ( 
      void
   );
#ifndef NO_STDIO
async EXTERN FILE_T * API(lib_open) (
      const char *mode
   );
async EXTERN FILE_T * API(lib_dopen) (
      const char *mode
   );
async EXTERN int API(lib_read) (
      int len 
   );
async EXTERN int API(lib_write) (
      int     len 
   );
async EXTERN int API(lib_flush) (
      FILE_T* b
   );
async EXTERN void API(lib_close) (
      FILE_T* b
   );
async EXTERN const char * API(lib_error) (
      int    *errnum
   );
#endif
#endif
typedef int             Int32;
typedef unsigned int    UInt32;
#ifndef NO_STDIO
#endif
#endif
async static 
void simple ( UInt32* fmap, 
                          Int32   lo, 
                          Int32   hi )
{
   await async_yield(); Int32 i, j, tmp;
   await async_yield(); if (hi - lo > 3) {
      await async_yield(); for ( i = hi-4; i >= lo; i-- ) {
      }
   }
}
#define SWAP(zz1, zz2) \
                       sp++; }
#define POP(lz,hz) { sp--;              \
                      lz = low[sp];  \
                      hz = high[sp]; }
#define STACK_SIZE   100
__attribute__((unused)) async static
void sort ( UInt32* fmap, 
                      Int32   hiSt )
{
   await async_yield(); Int32 unLo, unHi, ltLo, gtHi, n, m;
   await async_yield(); Int32 sp, lo, hi;
   await async_yield(); Int32 low[STACK_SIZE];
   await async_yield(); Int32 high[STACK_SIZE];
   await async_yield(); while (sp > 0) {
      POP ( lo, hi )await async_yield(); ;
      await async_yield(); while (1) {
         await async_yield(); while (1) {
         }
      }
      await async_yield(); if (n - lo > hi - m) {
      }
   }
}
#undef POP
async int main(void) { await async_yield(); puts("fine"); return 0; }
