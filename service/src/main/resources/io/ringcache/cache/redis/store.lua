-- Included by the scripts that store a value.

local STORED, FAILED, AGAIN, FULL, NOT_AN_INTEGER = 0, -1, -2, -3, -4

-- What the meta of an entry says: size_bytes, created_at, tags, access_count; nothing if there is none.
local function known(name)
  return redis.call('HMGET', meta_prefix .. name, 'size_bytes', 'created_at', 'tags', 'access_count')
end

-- Whether there is a value. Without one the meta is what an expired entry, or one that Redis itself
-- evicted, has left: it is counted, and replaced like any other.
local function is_live(name, old)
  return old[1] and redis.call('EXISTS', value_prefix .. name) == 1
end

-- Makes room for entries where there is none, and counts them; see count(). All that is seldom needed
-- is defined in here: what a script defines costs every call.
local function make_room(sizes, growth, room, policy)
--@include removal.lua
--@include eviction.lua
  local all, entries = 0, 0
  for _, size in pairs(sizes) do
    all, entries = all + size, entries + 1
  end
  if reap(MOST_REMOVED) > 0 then
    growth = all
    for name in pairs(sizes) do
      local left = redis.call('HGET', meta_prefix .. name, 'size_bytes')
      growth = growth - (left and #name + left or 0)
    end
  end
  local total = total_bytes()
  if total + growth > room and policy == 'NONE' then
    return total, FULL
  end
  -- An entry larger than what this node may fill is alone here.
  local need = math.min(total + growth - room, total + growth - all)
  if need > 0 then
    local freed = evict(policy, need, sizes)
    -- Of several, each is to be called for by itself: it may evict the others.
    if freed < need and (freed > 0 or entries > 1) then
      return total_bytes(), AGAIN
    end
  end
  return redis.call('HINCRBY', stats_key, 'total_bytes', growth)
end

-- Counts entries that take `growth` more bytes than what they replace, once there is room for them.
-- `sizes` has the bytes of each by its name. Returns the bytes that are then there; or, with nothing
-- counted, those that are there, and FULL, or AGAIN if this call has evicted all it may.
local function count(sizes, growth, room, policy)
  local total = redis.call('HINCRBY', stats_key, 'total_bytes', growth)
  if total <= room or growth <= 0 then
    return total
  end
  redis.call('HINCRBY', stats_key, 'total_bytes', -growth)
  return make_room(sizes, growth, room, policy)
end

-- Stores value, meta and tags; the bytes are counted, and the index is told, by the caller. `ttl` in ms,
-- 0 for ever; `old` as known() has it. Returns created_at, which is also the version: it grows even where
-- the clock was set back; and the score.
local function store(name, json, ttl, tags, old)
  local version = now
  local meta = meta_prefix .. name
  if old[1] then
    if tonumber(old[2] or 0) >= now then
      version = old[2] + 1
    end
    if old[3] or old[4] then -- else there is nothing in it that the new one would not overwrite
      forget_tags(name, old[3])
      redis.call('DEL', meta)
    end
  end
  local expires = '+inf'
  if ttl == 0 then
    redis.call('SET', value_prefix .. name, json)
  else
    expires = now_millis + ttl
    redis.call('SET', value_prefix .. name, json, 'PXAT', expires)
  end
  if tags == '' then
    redis.call('HSET', meta, 'created_at', version, 'size_bytes', #json)
  else
    redis.call('HSET', meta, 'created_at', version, 'size_bytes', #json, 'tags', tags)
    for tag in string.gmatch(tags, '[^\n]+') do
      redis.call('SADD', tag_prefix .. tag, name)
    end
  end
  return version, expires
end

-- Has the index know of entries that were stored: the score and the name of each.
local function index(scored)
  local added = redis.call('ZADD', index_key, unpack(scored))
  if added > 0 then
    redis.call('HINCRBY', stats_key, 'total_keys', added)
  end
end
