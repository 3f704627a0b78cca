// SPDX-License-Identifier: MIT
//
// Rust futures over the least executor: one Rc a task, its waker made of that Rc, a ready queue.
#![no_main]

use std::cell::{Cell, RefCell, UnsafeCell};
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};
use std::future::Future;
use std::mem::ManuallyDrop;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, RawWaker, RawWakerVTable, Waker};
use std::time::{Duration, Instant};

const BATCH: i64 = 1000;
const LOCALS: usize = 76;

// ---- tasks

trait Poke {
    fn poke(self: Rc<Self>);
}

struct Task<F: Future> {
    value: Cell<Option<F::Output>>,
    joiner: Cell<Option<Waker>>,
    future: UnsafeCell<Option<F>>, // None: done
}

thread_local! {
    static READY: RefCell<VecDeque<Rc<dyn Poke>>> = const { RefCell::new(VecDeque::new()) };
    static TIMERS: RefCell<BinaryHeap<Timer>> = const { RefCell::new(BinaryHeap::new()) };
    static NOW: Cell<Option<Instant>> = const { Cell::new(None) };
}

impl<F: Future + 'static> Task<F> {
    const VTABLE: RawWakerVTable = RawWakerVTable::new(
        |me| unsafe {
            Rc::increment_strong_count(me as *const Self);
            RawWaker::new(me, &Self::VTABLE)
        },
        |me| make_ready(unsafe { Rc::from_raw(me as *const Self) }),
        |me| {
            let task = unsafe { Self::borrow(me) };
            make_ready(Rc::clone(&*task) as Rc<dyn Poke>)
        },
        |me| drop(unsafe { Rc::from_raw(me as *const Self) }),
    );

    unsafe fn borrow(me: *const ()) -> ManuallyDrop<Rc<Self>> {
        ManuallyDrop::new(Rc::from_raw(me as *const Self))
    }
}

impl<F: Future + 'static> Poke for Task<F> {
    fn poke(self: Rc<Self>) {
        let waker = RawWaker::new(Rc::as_ptr(&self) as *const (), &Self::VTABLE);
        let waker = ManuallyDrop::new(unsafe { Waker::from_raw(waker) });
        let slot = unsafe { &mut *self.future.get() };
        let Some(future) = slot else { return };
        let future = unsafe { Pin::new_unchecked(future) };
        if let Poll::Ready(value) = future.poll(&mut Context::from_waker(&waker)) {
            *slot = None;
            self.value.set(Some(value));
            if let Some(joiner) = self.joiner.take() {
                joiner.wake();
            }
        }
    }
}

fn make_ready(task: Rc<dyn Poke>) {
    READY.with_borrow_mut(|ready| ready.push_back(task));
}

fn spawn<F: Future + 'static>(future: F) -> Rc<Task<F>> {
    let task = Rc::new(Task {
        value: Cell::new(None),
        joiner: Cell::new(None),
        future: UnsafeCell::new(Some(future)),
    });
    make_ready(task.clone());
    task
}

struct Join<F: Future>(Rc<Task<F>>);

impl<F: Future> Future for Join<F> {
    type Output = F::Output;
    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<F::Output> {
        if let Some(value) = self.0.value.take() {
            return Poll::Ready(value);
        }
        self.0.joiner.set(Some(context.waker().clone()));
        Poll::Pending
    }
}

// ---- timers

struct Timer(Instant, Waker);

impl Ord for Timer {
    fn cmp(&self, other: &Self) -> Ordering {
        other.0.cmp(&self.0)
    }
}
impl PartialOrd for Timer {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Timer {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl Eq for Timer {}

fn now() -> Instant {
    NOW.get().unwrap()
}

fn wait_for_timer() {
    NOW.set(Some(Instant::now()));
    let Some(first) = TIMERS.with_borrow(|timers| timers.peek().map(|timer| timer.0)) else { return };
    std::thread::sleep(first.saturating_duration_since(now()));
    NOW.set(Some(Instant::now()));
}

fn next_due() -> Option<Waker> {
    TIMERS.with_borrow_mut(|timers| match timers.peek() {
        Some(timer) if timer.0 <= now() => timers.pop().map(|timer| timer.1),
        _ => None,
    })
}

struct Sleep(Instant, bool);

fn sleep(seconds: f64) -> Sleep {
    Sleep(now() + Duration::from_secs_f64(seconds), false)
}

impl Future for Sleep {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if !std::mem::replace(&mut self.1, true) {
            let timer = Timer(self.0, context.waker().clone());
            TIMERS.with_borrow_mut(|timers| timers.push(timer));
        } else if self.0 <= now() {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

fn run() {
    loop {
        wait_for_timer();
        while let Some(waker) = next_due() {
            waker.wake();
        }
        while let Some(task) = READY.with_borrow_mut(|ready| ready.pop_front()) {
            task.poke();
        }
        if TIMERS.with_borrow(|timers| timers.is_empty()) {
            return;
        }
    }
}

fn block_on<T: 'static>(future: impl Future<Output = T> + 'static) -> T {
    let task = spawn(future);
    run();
    task.value.take().unwrap()
}

// ---- the cases

struct Yield(bool);

impl Future for Yield {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        context.waker().wake_by_ref();
        Poll::Pending
    }
}

async fn child(i: i64) -> i64 {
    Yield(false).await;
    i
}

async fn spawn_and_join(first: i64, count: i64) -> i64 {
    let children: Vec<_> = (first..first + count).map(|i| spawn(child(i))).collect();
    let mut sum = 0;
    for child in children {
        sum += Join(child).await;
    }
    sum
}

#[no_mangle]
pub extern "C" fn spawn_batches(count: i64) -> i64 {
    block_on(async move {
        let mut sum = 0;
        for first in (0..count).step_by(BATCH as usize) {
            sum += spawn_and_join(first, BATCH).await;
        }
        sum
    })
}

#[no_mangle]
pub extern "C" fn spawn_all(count: i64) -> i64 {
    block_on(spawn_and_join(0, count))
}

// Deadlines as in bench.h.
fn random(state: &mut u64) -> f64 {
    *state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
    (*state >> 11) as f64 / (1u64 << 53) as f64
}

async fn sleeper(seconds: f64, i: i64) -> i64 {
    sleep(seconds).await;
    i
}

#[no_mangle]
pub extern "C" fn timers(count: i64) -> i64 {
    block_on(async move {
        let mut state = 1;
        let children: Vec<_> = (0..count).map(|i| spawn(sleeper(random(&mut state), i))).collect();
        let mut sum = 0;
        for child in children {
            sum += Join(child).await;
        }
        sum
    })
}

thread_local! {
    static GATE: RefCell<Vec<Waker>> = const { RefCell::new(Vec::new()) };
    static TOTAL: Cell<i64> = const { Cell::new(0) };
}

// The leaf of an idle task: pending until it is polled again.
struct Gate(bool);

impl Future for Gate {
    type Output = ();
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if std::mem::replace(&mut self.0, true) {
            return Poll::Ready(());
        }
        GATE.with_borrow_mut(|gate| gate.push(context.waker().clone()));
        Poll::Pending
    }
}

async fn idler(i: i64) {
    let mut locals = [0u8; LOCALS];
    for (k, byte) in locals.iter_mut().enumerate() {
        *byte = (i >> (8 * (k % 8))) as u8;
    }
    Gate(false).await;
    let bytes = locals[LOCALS - 12..LOCALS - 4].try_into().unwrap();
    TOTAL.set(TOTAL.get() + i64::from_le_bytes(bytes));
}

#[no_mangle]
pub extern "C" fn idle(count: i64) -> i64 {
    GATE.with_borrow_mut(|gate| gate.reserve_exact(count as usize));
    for i in 0..count {
        spawn(idler(i));
    }
    run();
    GATE.take().into_iter().for_each(Waker::wake);
    run();
    TOTAL.get()
}
