-- Shared by the scripts below: prepended to each when it is loaded.
--
-- A namespace keeps, on each node:
--   value  STRING  the value's JSON, with PXAT               one per entry
--   meta   HASH    created_at size_bytes [tags access_count last_accessed]   one per entry, no ttl
--   tag    SET     keys of the entries that carry a tag      one per tag in use
--   index  ZSET    key -> when it expires (ms, +inf never)   the entries, in the order they expire
--   stats  HASH    hits misses total_keys total_bytes evictions
--
-- An entry counts (total_keys, total_bytes) for as long as it is in the index: from the write that
-- made it until the delete, the eviction or the reaper that takes all its parts away. Expired
-- entries stay counted until then, and live ones are told from them by their score.
--
-- Every script's last arguments say where a namespace is: KEYS ends with stats and index, ARGV
-- begins with the prefixes of values, metas and tags.
--
-- Time is the node's own: the clocks of two services may differ, and one would reap what the other
-- has just written.

local space = {
  stats = KEYS[#KEYS - 1],
  index = KEYS[#KEYS],
  value = ARGV[1],
  meta = ARGV[2],
  tag = ARGV[3]
}

-- A call removes at most so many entries: at about 12 us each, what it may hold the node for.
local MOST_REMOVED = 100

local function clock_micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

local now = clock_micros()
local now_millis = math.floor(now / 1000)

-- Lua writes large numbers as 1.7e+15.
local function integer(number)
  return string.format('%.0f', number)
end

local function total_bytes()
  return tonumber(redis.call('HGET', space.stats, 'total_bytes') or 0)
end

-- What a reply says of the namespace's bytes on this node: the bytes, and when that was. Replies of
-- two connections may pass each other; the later figure is the true one.
local function held(bytes)
  return {bytes or total_bytes(), now}
end

local function forget_tags(name, tags)
  if tags then
    for tag in string.gmatch(tags, '[^\n]+') do
      redis.call('SREM', space.tag .. tag, name)
    end
  end
end

-- Takes the named entries away, whole. With a cutoff (microseconds) only those stored until then,
-- or, where the clock was set back meanwhile, in its future.
-- Returns how many left the index, and for each name 1 if a live value was there, else 0.
local function remove(names, cutoff)
  local live, gone, bytes = {}, {}, 0
  for i, name in ipairs(names) do
    local meta = redis.call('HMGET', space.meta .. name, 'size_bytes', 'created_at', 'tags')
    local created = tonumber(meta[2] or 0)
    live[i] = 0
    if not cutoff or created <= cutoff or created > now then
      live[i] = redis.call('DEL', space.value .. name)
      if meta[1] then
        redis.call('DEL', space.meta .. name)
        bytes = bytes + #name + meta[1]
      end
      forget_tags(name, meta[3])
      gone[#gone + 1] = name
    end
  end
  local removed = 0
  if #gone > 0 then
    removed = redis.call('ZREM', space.index, unpack(gone))
  end
  if removed > 0 then
    redis.call('HINCRBY', space.stats, 'total_keys', -removed)
    redis.call('HINCRBY', space.stats, 'total_bytes', -bytes)
  end
  return removed, live
end

-- Takes at most `limit` expired entries away. Returns how many. An entry expires when the clock has
-- passed its score, not when it reaches it: as Redis does it.
local function reap(limit)
  local before = '(' .. integer(now_millis)
  local expired = redis.call('ZRANGE', space.index, '-inf', before, 'BYSCORE', 'LIMIT', 0, limit)
  if #expired == 0 then
    return 0
  end
  return (remove(expired))
end
