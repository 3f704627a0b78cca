// SPDX-License-Identifier: MIT
//
// Rust: the sizes of the futures of awaitc.c's functions, one line a function. Nothing is run.
use std::future::Future;
use std::hint::black_box;
use std::mem::size_of_val;
use std::pin::Pin;
use std::task::{Context, Poll};

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

fn pause_here() -> Pause {
    Pause(false)
}

fn fill(bytes: &mut [u8]) {
    black_box(bytes).fill(1);
}

fn using(bytes: &[u8]) -> i32 {
    black_box(bytes)[0] as i32
}

fn number() -> i32 {
    black_box(1)
}

async fn one_int(x: i32) -> i32 {
    pause_here().await;
    x
}

async fn disjoint_buffers(n: i32) -> i32 {
    let mut sum = 0;
    for _ in 0..n {
        {
            let mut a = [0; 128];
            fill(&mut a);
            pause_here().await;
            sum += using(&a);
        }
        {
            let mut b = [0; 128];
            fill(&mut b);
            pause_here().await;
            sum += using(&b);
        }
    }
    sum
}

async fn middle(x: i32) -> i32 {
    one_int(x).await + 1
}

async fn dead_buffer(mut x: i32) -> i32 {
    {
        let mut buffer = [0; 1024];
        fill(&mut buffer);
        x += using(&buffer);
    }
    middle(x).await + 1
}

async fn live_buffer(mut x: i32) -> i32 {
    {
        let mut buffer = [0; 1024];
        fill(&mut buffer);
        pause_here().await;
        x += using(&buffer);
    }
    middle(x).await + 1
}

async fn ten_ints() -> i32 {
    let (a, b, c, d, e) = (number(), number(), number(), number(), number());
    let (f, g, h, i, j) = (number(), number(), number(), number(), number());
    let (first, second) = (a + b + c + d + e, f * g * h * i * j);
    pause_here().await;
    first - second
}

// What join! does: polls both until both are ready.
struct Join<A: Future, B: Future>(MaybeDone<A>, MaybeDone<B>);

enum MaybeDone<F: Future> {
    Running(F),
    Done(F::Output),
}

impl<F: Future<Output = i32>> MaybeDone<F> {
    fn poll(&mut self, context: &mut Context<'_>) -> Option<i32> {
        if let MaybeDone::Running(future) = self {
            match unsafe { Pin::new_unchecked(future) }.poll(context) {
                Poll::Pending => return None,
                Poll::Ready(value) => *self = MaybeDone::Done(value),
            }
        }
        match self {
            MaybeDone::Done(value) => Some(*value),
            MaybeDone::Running(_) => None,
        }
    }
}

impl<A: Future<Output = i32>, B: Future<Output = i32>> Future for Join<A, B> {
    type Output = (i32, i32);
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<(i32, i32)> {
        let me = unsafe { self.get_unchecked_mut() };
        match (me.0.poll(context), me.1.poll(context)) {
            (Some(a), Some(b)) => Poll::Ready((a, b)),
            _ => Poll::Pending,
        }
    }
}

async fn join_two(x: i32) -> i32 {
    let (a, b) = Join(MaybeDone::Running(one_int(x)), MaybeDone::Running(one_int(x + 1))).await;
    a + b
}

async fn early_return(x: i32) -> i32 {
    if x < 0 {
        let mut temporary = [0; 4096];
        fill(&mut temporary);
        return using(&temporary);
    }
    pause_here().await;
    x
}

async fn receive(fd: i32, buffer: &mut [u8]) -> i32 {
    pause_here().await;
    fill(buffer);
    fd
}

async fn reply(fd: i32, buffer: &[u8]) -> i32 {
    pause_here().await;
    fd + using(buffer)
}

async fn echo(fd: i32) -> i32 {
    let mut buffer = [0; 256];
    loop {
        let n = receive(fd, &mut buffer).await;
        if n <= 0 || reply(fd, &buffer[..n as usize]).await < 0 {
            return n;
        }
    }
}

async fn sibling_branches(mut x: i32) -> i32 {
    let mut throughout = [0; 1000];
    fill(&mut throughout);
    if x != 0 {
        let mut a = [0; 1000];
        fill(&mut a);
        pause_here().await;
        x += using(&a);
        pause_here().await;
        x += using(&a);
    } else {
        let mut b = [0; 1000];
        fill(&mut b);
        pause_here().await;
        x += using(&b);
        pause_here().await;
        x += using(&b);
    }
    x + using(&throughout)
}

async fn wrapped(big: [u8; 1000]) -> i32 {
    pause_here().await;
    using(&big)
}

async fn wrapper_1(big: [u8; 1000]) -> i32 {
    wrapped(big).await
}

async fn wrapper_2(big: [u8; 1000]) -> i32 {
    wrapper_1(big).await
}

async fn wrappers(big: [u8; 1000]) -> i32 {
    wrapper_2(big).await
}

fn main() {
    println!("{}", size_of_val(&one_int(1)));
    println!("{}", size_of_val(&disjoint_buffers(2)));
    println!("{}", size_of_val(&dead_buffer(1)));
    println!("{}", size_of_val(&live_buffer(1)));
    println!("{}", size_of_val(&ten_ints()));
    println!("{}", size_of_val(&join_two(1)));
    println!("{}", size_of_val(&early_return(1)));
    println!("{}", size_of_val(&echo(1)));
    println!("{}", size_of_val(&sibling_branches(1)));
    println!("{}", size_of_val(&wrappers([0; 1000])));
}
