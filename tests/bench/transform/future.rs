// SPDX-License-Identifier: MIT
//
// Rust futures. With --cfg far no poll of a callee is inlined into its caller's.
#![no_main]

use std::future::Future;
use std::pin::{pin, Pin};
use std::task::{Context, Poll, Waker};

fn opaque(mut x: i64) -> i64 {
    unsafe { std::arch::asm!("/* {0} */", inout(reg) x, options(nomem, nostack, preserves_flags)) };
    x
}

struct Callee<F>(F);

impl<F: Future> Future for Callee<F> {
    type Output = F::Output;
    #[cfg_attr(far, inline(never))]
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        unsafe { self.map_unchecked_mut(|callee| &mut callee.0) }.poll(context)
    }
}

// The leaf: pending once.
struct Pause(bool);

impl Future for Pause {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<()> {
        match std::mem::replace(&mut self.0, true) {
            false => Poll::Pending,
            true => Poll::Ready(()),
        }
    }
}

async fn ready_1(x: i64) -> i64 {
    opaque(x)
}

async fn susp_1(count: i64) -> i64 {
    let mut sum = 0;
    for i in 0..count {
        Pause(false).await;
        sum += i;
    }
    sum
}

macro_rules! levels {
    ($($ready:ident $ready_below:ident $susp:ident $susp_below:ident;)*) => {$(
        async fn $ready(x: i64) -> i64 { Callee($ready_below(x)).await + 1 }
        async fn $susp(count: i64) -> i64 { Callee($susp_below(count)).await }
    )*};
}
levels! {
    ready_2 ready_1 susp_2 susp_1;
    ready_3 ready_2 susp_3 susp_2;
    ready_4 ready_3 susp_4 susp_3;
    ready_5 ready_4 susp_5 susp_4;
    ready_6 ready_5 susp_6 susp_5;
    ready_7 ready_6 susp_7 susp_6;
    ready_8 ready_7 susp_8 susp_7;
    ready_9 ready_8 susp_9 susp_8;
    ready_10 ready_9 susp_10 susp_9;
}

fn run(root: impl Future<Output = i64>) -> i64 {
    let mut context = Context::from_waker(Waker::noop());
    let mut root = pin!(Callee(root));
    loop {
        if let Poll::Ready(value) = root.as_mut().poll(&mut context) {
            return value;
        }
    }
}

#[no_mangle]
pub extern "C" fn ready1(count: i64) -> i64 {
    run(async {
        let mut sum = 0;
        for i in 0..count {
            sum += Callee(ready_1(i)).await;
        }
        sum
    })
}

#[no_mangle]
pub extern "C" fn ready10(count: i64) -> i64 {
    run(async {
        let mut sum = 0;
        for i in 0..count {
            sum += Callee(ready_10(i - 9)).await;
        }
        sum
    })
}

#[no_mangle]
pub extern "C" fn susp1(count: i64) -> i64 {
    run(susp_1(count))
}

#[no_mangle]
pub extern "C" fn susp10(count: i64) -> i64 {
    run(susp_10(count))
}
