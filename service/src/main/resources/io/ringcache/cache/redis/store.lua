-- Shared by the scripts that store a value.

local STORED, CREATED, FAILED, AGAIN, FULL, NOT_AN_INTEGER = 0, 1, -1, -2, -3, -4

-- Counts an entry that takes `size` bytes where it took `before`, once there is room for it.
-- Returns the bytes that are then there; or, with nothing counted, those that are there, and FULL, or
-- AGAIN if this call has evicted all it may.
local function count(name, before, size, room, policy)
  local growth = size - before
  local total = redis.call('HINCRBY', space.stats, 'total_bytes', growth)
  if total <= room or growth <= 0 then
    return total
  end
  redis.call('HINCRBY', space.stats, 'total_bytes', -growth)
  if reap(MOST_REMOVED) > 0 and total_bytes() + growth <= room then
    return redis.call('HINCRBY', space.stats, 'total_bytes', growth)
  end
  if policy == 'NONE' then
    return total_bytes(), FULL
  end
  -- An entry larger than what this node may fill is alone here.
  total = total_bytes()
  local need = math.min(total + growth - room, total - before)
  local freed = need > 0 and evict(policy, need, name) or 0
  if freed > 0 and freed < need then
    return total_bytes(), AGAIN
  end
  return redis.call('HINCRBY', space.stats, 'total_bytes', growth)
end

-- The old value's meta: size_bytes, created_at, tags.
local function old_meta(name)
  return redis.call('HMGET', space.meta .. name, 'size_bytes', 'created_at', 'tags')
end

-- created_at is also the version: it grows even where the clock was set back.
local function next_version(old)
  if old[2] and tonumber(old[2]) >= now then
    return old[2] + 1
  end
  return now
end

-- Stores value, meta, tags and index; the bytes are counted by the caller. `ttl` in ms, 0 for ever.
local function store(name, json, ttl, tags, old)
  local version = next_version(old)
  local added
  if ttl == 0 then
    redis.call('SET', space.value .. name, json)
    added = redis.call('ZADD', space.index, '+inf', name)
  else
    local expires = integer(now_millis + ttl)
    redis.call('SET', space.value .. name, json, 'PXAT', expires)
    added = redis.call('ZADD', space.index, expires, name)
  end
  if added == 1 then
    redis.call('HINCRBY', space.stats, 'total_keys', 1)
  end
  local meta = space.meta .. name
  if old[1] then
    redis.call('DEL', meta)
    forget_tags(name, old[3])
  end
  if tags == '' then
    redis.call('HSET', meta, 'created_at', integer(version), 'size_bytes', #json)
  else
    redis.call('HSET', meta, 'created_at', integer(version), 'size_bytes', #json, 'tags', tags)
    for tag in string.gmatch(tags, '[^\n]+') do
      redis.call('SADD', space.tag .. tag, name)
    end
  end
  return version
end
