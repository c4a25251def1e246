"""The customer's cache service, written again from its description, to be measured.

Every call sends its commands to Redis one after the other, each waiting for the last one's answer.
"""
import json
import os
import time
from datetime import datetime, timezone
from typing import Any, List, Optional

import redis
from fastapi import FastAPI
from fastapi.responses import JSONResponse
from pydantic import BaseModel

app = FastAPI()
store = redis.Redis(port=int(os.environ["REDIS_PORT"]), decode_responses=True)


class Entry(BaseModel):
    value: Any
    ttl: Optional[int] = 3600
    tags: List[str] = []


def now() -> str:
    return datetime.now(timezone.utc).isoformat()


@app.get("/api/v1/cache/{namespace}/{key}")
def get(namespace: str, key: str):
    value = store.get(f"cache:{namespace}:{key}")
    if value is None:
        store.hincrby(f"stats:{namespace}", "misses", 1)
        return JSONResponse({"error": "Key not found"}, 404, {"X-Cache-Hit": "false"})
    store.hincrby(f"stats:{namespace}", "hits", 1)
    meta = f"meta:{namespace}:{key}"
    store.hincrby(meta, "access_count", 1)
    store.hset(meta, "last_accessed", now())
    ttl = store.ttl(f"cache:{namespace}:{key}")
    return JSONResponse(
        {"value": json.loads(value), "metadata": {"ttl_remaining": ttl}},
        headers={"X-Cache-Hit": "true", "X-Cache-TTL": str(ttl)},
    )


@app.put("/api/v1/cache/{namespace}/{key}")
def put(namespace: str, key: str, entry: Entry):
    value = json.dumps(entry.value)
    meta = f"meta:{namespace}:{key}"
    milliseconds = entry.ttl * 1000
    store.set(f"cache:{namespace}:{key}", value, px=milliseconds)
    store.hset(meta, mapping={"created_at": now(), "size_bytes": len(value), "access_count": 0})
    store.pexpire(meta, milliseconds)
    store.zadd(f"lru:{namespace}", {key: time.time()})
    store.zadd(f"expiry:{namespace}", {key: time.time() + entry.ttl})
    store.hincrby(f"stats:{namespace}", "puts", 1)
    return JSONResponse({"success": True, "key": key}, 201)
