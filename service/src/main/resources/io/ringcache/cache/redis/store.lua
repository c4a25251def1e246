-- Included by the scripts that store a value.

local STORED, CREATED, FAILED, AGAIN, FULL, NOT_AN_INTEGER = 0, 1, -1, -2, -3, -4

-- Makes room for an entry where there is none, and counts it; see count(). All that is seldom needed
-- is defined in here: what a script defines costs every call.
local function make_room(name, size, growth, room, policy)
--@include removal.lua
--@include eviction.lua
  if reap(MOST_REMOVED) > 0 then
    local left = redis.call('HGET', meta_prefix .. name, 'size_bytes')
    growth = size - (left and #name + left or 0)
  end
  local total = total_bytes()
  if total + growth > room and policy == 'NONE' then
    return total, FULL
  end
  -- An entry larger than what this node may fill is alone here.
  local need = math.min(total + growth - room, total + growth - size)
  if need > 0 then
    local freed = evict(policy, need, name)
    if freed > 0 and freed < need then
      return total_bytes(), AGAIN
    end
  end
  return redis.call('HINCRBY', stats_key, 'total_bytes', growth)
end

-- Counts an entry that takes `size` bytes where it took `before`, once there is room for it.
-- Returns the bytes that are then there; or, with nothing counted, those that are there, and FULL,
-- or AGAIN if this call has evicted all it may.
local function count(name, before, size, room, policy)
  local growth = size - before
  local total = redis.call('HINCRBY', stats_key, 'total_bytes', growth)
  if total <= room or growth <= 0 then
    return total
  end
  redis.call('HINCRBY', stats_key, 'total_bytes', -growth)
  return make_room(name, size, growth, room, policy)
end

-- Stores value, meta, tags and index; the bytes are counted by the caller. `ttl` in ms, 0 for ever.
-- `old` is what the meta says: size_bytes, created_at, tags. Returns created_at, which is also the
-- version: it grows even where the clock was set back.
local function store(name, json, ttl, tags, old)
  local version = now
  local meta = meta_prefix .. name
  if old[1] then
    if tonumber(old[2] or 0) >= now then
      version = old[2] + 1
    end
    forget_tags(name, old[3])
    redis.call('DEL', meta)
  end
  local expires = '+inf'
  if ttl == 0 then
    redis.call('SET', value_prefix .. name, json)
  else
    expires = integer(now_millis + ttl)
    redis.call('SET', value_prefix .. name, json, 'PXAT', expires)
  end
  if redis.call('ZADD', index_key, expires, name) == 1 then
    redis.call('HINCRBY', stats_key, 'total_keys', 1)
  end
  if tags == '' then
    redis.call('HSET', meta, 'created_at', integer(version), 'size_bytes', #json)
  else
    redis.call('HSET', meta, 'created_at', integer(version), 'size_bytes', #json, 'tags', tags)
    for tag in string.gmatch(tags, '[^\n]+') do
      redis.call('SADD', tag_prefix .. tag, name)
    end
  end
  return version
end
