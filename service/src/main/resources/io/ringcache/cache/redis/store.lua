-- Shared by the scripts that store a value.

local STORED, CREATED, FAILED, AGAIN, FULL, NOT_AN_INTEGER = 0, 1, -1, -2, -3, -4

-- Makes room for an entry that takes `size` bytes where it took `before`. Returns nil if there is
-- room, else FULL, or AGAIN if this call has evicted all it may; and the bytes that are there now.
local function make_room(name, before, size, room, policy)
  local total = total_bytes()
  if total - before + size <= room or size <= before then
    return nil, total
  end
  if reap(MOST_REMOVED) > 0 then
    total = total_bytes()
    if total - before + size <= room then
      return nil, total
    end
  end
  if policy == 'NONE' then
    return FULL, total
  end
  -- An entry larger than what this node may fill is alone here.
  local need = math.min(total - before + size - room, total - before)
  local freed = need > 0 and evict(policy, need, name) or 0
  return freed < need and AGAIN or nil, total - freed
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

-- Stores value, meta, tags, index and counters. `ttl` in ms, 0 for ever.
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
    redis.call('HINCRBY', space.stats, 'total_bytes', #name + #json)
  elseif old[1] and tonumber(old[1]) ~= #json then
    redis.call('HINCRBY', space.stats, 'total_bytes', #json - old[1])
  end
  local meta = space.meta .. name
  if old[1] then
    redis.call('DEL', meta)
  end
  forget_tags(name, old[3])
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
