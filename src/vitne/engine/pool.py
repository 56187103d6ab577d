"""Does work in several processes and hands the results back in order."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4  # items in hand for each process: enough to keep it busy, few enough for flat memory


def ordered(
    items: Iterable[T], work: Callable[[T], R], crashed: Callable[[T], R], *, jobs: int
) -> Generator[R, None, None]:
    """Do the work on every item; results come in the order of the items.

    At most `4 * jobs` items are held at a time, however many there are. Where a process dies (out
    of memory, a fault in a library) what it held is done again; an item that ends a process when
    it is alone in one gives `crashed(item)`, and the rest goes on.

    Args:
        items: What to work on; taken as it is needed.
        work: A function that a process can import; exceptions in it are raised here.
        crashed: The result for an item that ends its process.
        jobs: How many processes.
    """
    pool = _Pool(work, crashed, jobs)
    done = False
    try:
        for item in items:
            if pool.full:
                yield pool.next()
            pool.add(item)
        while pool.waiting:
            yield pool.next()
        done = True
    finally:
        pool.close(at_once=not done)


class _Pool(Generic[T, R]):
    """Processes with a queue of bounded length, started again when one of them dies."""

    def __init__(self, work: Callable[[T], R], crashed: Callable[[T], R], jobs: int) -> None:
        self._work = work
        self._crashed = crashed
        self._jobs = jobs
        self._executor = _start(jobs)
        self.waiting: deque[tuple[T, Future[R]]] = deque()

    @property
    def full(self) -> bool:
        """Whether the next result is to be taken before another item is added."""
        return len(self.waiting) >= _AHEAD * self._jobs

    def add(self, item: T) -> None:
        """Hand an item to the processes."""
        self.waiting.append((item, self._submit(item)))

    def next(self) -> R:
        """Wait for the oldest item."""
        item, future = self.waiting[0]
        try:
            result = future.result()
        except BrokenProcessPool:
            result = self._again(item)
        self.waiting.popleft()
        return result

    def close(self, *, at_once: bool) -> None:
        """End the processes; `at_once` does not wait for what they are doing."""
        self._executor.shutdown(wait=not at_once, cancel_futures=True)
        _end_children()

    def _submit(self, item: T) -> Future[R]:
        try:
            return self._executor.submit(self._work, item)
        except (BrokenProcessPool, OSError) as error:
            # A process that dies while another one is being started closes what that is handed.
            future: Future[R] = Future()
            future.set_exception(BrokenProcessPool(str(error)))
            return future

    def _restart(self) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)
        _end_children()
        self._executor = _start(self._jobs)

    def _again(self, item: T) -> R:
        """Do an item alone in fresh processes, then hand them all that was lost with it."""
        self._restart()
        try:
            result = self._submit(item).result()
        except BrokenProcessPool:
            result = self._crashed(item)
            self._restart()
        for at, (other, future) in enumerate(self.waiting):
            if at and not _succeeded(future):
                self.waiting[at] = (other, self._submit(other))
        return result


def _end_children() -> None:
    """End the processes that are left.

    One that was being started while another died is in no pool: it waits for work for ever, and the
    end of this process for it.
    """
    for process in multiprocessing.active_children():
        process.terminate()


def _succeeded(future: Future[R]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _start(jobs: int) -> ProcessPoolExecutor:
    context = multiprocessing.get_context("spawn")  # forking beside threads is not safe
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_ignore_interrupt)


def _ignore_interrupt() -> None:
    """Leave Ctrl-C to the process that started this one; it ends this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
