"""Clients that read and write through the balancer, and note every request that is not answered as it
is to be."""

import http.client
import random
import threading
import time
from dataclasses import dataclass

from api import Api

WORKERS = 8
KEYS = 40  # of each worker
PAUSE = 0.03  # between two requests of a worker, in the mean


@dataclass(frozen=True)
class Failure:
    at: float  # seconds of time.monotonic()
    operation: str
    key: str
    what: str
    took: float

    def __str__(self):
        return f"{self.operation} {self.key}: {self.what}, after {self.took:.2f} s"


class Load:
    """From `with` to its end. Each worker has one connection, one request at a time and keys of its own,
    so that it knows what each of them may hold: an answer with anything else is a failure too."""

    def __init__(self, address: str, admin_key: str, namespace: str, seed: int):
        self.workers = [_Worker(Api(address, admin_key), namespace, index, seed) for index in range(WORKERS)]
        self.started = 0.0
        self.ended = 0.0

    def __enter__(self):
        self.started = time.monotonic()
        for worker in self.workers:
            worker.thread.start()
        return self

    def __exit__(self, *_):
        for worker in self.workers:
            worker.stopped.set()
        for worker in self.workers:
            worker.thread.join()
        self.ended = time.monotonic()

    def keys(self) -> list[str]:
        return [key for worker in self.workers for key in (*worker.values, *worker.counters)]

    def may_lose(self, keys):
        """From now on these may be gone at any time, as those of a node that was lost."""
        for worker in self.workers:
            worker.may_lose = frozenset(keys)

    def requests(self) -> int:
        return sum(worker.requests for worker in self.workers)

    def failures(self, since=0.0) -> list[Failure]:
        return sorted((failure for worker in self.workers for failure in list(worker.failures)
                       if failure.at >= since), key=lambda failure: failure.at)

    def await_requests(self, number: int, seconds=60):
        """Until so many more have been answered."""
        wanted = self.requests() + number
        deadline = time.monotonic() + seconds
        while self.requests() < wanted:
            if time.monotonic() > deadline:
                raise RuntimeError("the load gets no answers")
            time.sleep(0.05)

    def figures(self) -> str:
        slowest = max(worker.slowest for worker in self.workers)
        return f"{self.requests()} requests, {len(self.failures())} failed, slowest {slowest * 1000:.0f} ms"


class _Worker:

    def __init__(self, api: Api, namespace: str, index: int, seed: int):
        self.api = api
        self.namespace = namespace
        self.random = random.Random(seed * 1000 + index)
        # What each key may hold, None being nothing: more than one value after a write that failed.
        self.values = {f"load-{seed}-{index}-{i}": {None} for i in range(KEYS)}
        self.counters = {f"count-{seed}-{index}-{i}": {None} for i in range(KEYS // 4)}
        self.may_lose: frozenset[str] = frozenset()
        self.failures: list[Failure] = []
        self.requests = 0
        self.slowest = 0.0
        self.writes = 0
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)

    def _run(self):
        while not self.stopped.wait(self.random.uniform(0, 2 * PAUSE)):
            operation = self.random.choices((self._get, self._put, self._delete, self._incr), (60, 25, 5, 10))[0]
            key = self.random.choice(list(self.counters if operation == self._incr else self.values))
            began = time.monotonic()
            try:
                wrong = operation(key)
            except (OSError, http.client.HTTPException) as e:
                wrong = f"{type(e).__name__} {e}"
            took = time.monotonic() - began
            self.slowest = max(self.slowest, took)
            self.requests += 1
            if wrong:
                self.failures.append(Failure(time.monotonic(), operation.__name__[1:], key, wrong, took))

    def _get(self, key: str):
        status, body = self.api.get(self.namespace, key)
        held = self.values[key]
        if status == 404:
            if None not in held and key not in self.may_lose:
                return f"nothing, but it was {self._short(held)}"
            self.values[key] = {None}
        elif status != 200:
            return _said(status, body)
        elif body["value"] not in held:
            return f"{body['value'][:20]}, but it was {self._short(held)}"
        else:
            self.values[key] = {body["value"]}
        return None

    def _put(self, key: str):
        self.writes += 1
        value = f"{self.writes}-{'x' * self.random.randint(1, 1000)}"
        self.values[key] = self.values[key] | {value}
        status, body = self.api.put(self.namespace, key, value)
        if status not in (200, 201):
            return _said(status, body)
        self.values[key] = {value}
        return None

    def _delete(self, key: str):
        self.values[key] = self.values[key] | {None}
        status, body = self.api.delete(self.namespace, key)
        # A 404 too is the truth: the balancer may have sent it twice.
        if status not in (200, 404):
            return _said(status, body)
        self.values[key] = {None}
        return None

    def _incr(self, key: str):
        held = self.counters[key]
        self.counters[key] = held | {(n or 0) + 1 for n in held}
        status, body = self.api.incr(self.namespace, key)
        if status != 200:
            return _said(status, body)
        counted = body["value"]
        possible = {(n or 0) + 1 for n in held} | ({1} if key in self.may_lose else set())
        self.counters[key] = {counted}
        return None if counted in possible else f"counted {counted}, but it was {sorted(n or 0 for n in held)}"

    @staticmethod
    def _short(held) -> str:
        return " or ".join(sorted("nothing" if value is None else str(value)[:20] for value in held))


def _said(status: int, body: dict) -> str:
    return f"{status} {body.get('error', '')} {body.get('detail', '')}".strip()
