-- Shared by the scripts below: prepended to each when it is loaded.
--
-- A namespace keeps, on each node:
--   value  STRING  the value's JSON, with PXAT               one per entry
--   meta   HASH    created_at size_bytes [tags access_count last_accessed]   one per entry, no ttl
--   index  ZSET    key -> when it expires (ms, +inf never)   the entries, in the order they expire
--   stats  HASH    hits misses total_keys total_bytes evictions
--
-- An entry counts (total_keys, total_bytes) for as long as it is in the index: from the write that
-- made it until the delete, or the reaper, that takes all four parts away. Expired entries stay
-- counted until then, and live ones are told from them by their score.
--
-- Time is the node's own: the clocks of two services may differ, and one would reap what the other
-- has just written.

local function now_micros()
  local time = redis.call('TIME')
  return time[1] * 1000000 + time[2]
end

-- Lua writes large numbers as 1.7e+15.
local function integer(number)
  return string.format('%.0f', number)
end

-- Takes the named entries away, whole. With a cutoff (microseconds) only those stored until then.
-- Returns how many left the index, and for each name 1 if a live value was there, else 0.
local function remove(space, names, cutoff)
  local live, gone, bytes = {}, {}, 0
  for i, name in ipairs(names) do
    local meta = redis.call('HMGET', space.meta .. name, 'size_bytes', 'created_at')
    live[i] = 0
    if not cutoff or not meta[2] or tonumber(meta[2]) <= cutoff then
      live[i] = redis.call('DEL', space.value .. name)
      if meta[1] then
        redis.call('DEL', space.meta .. name)
        bytes = bytes + #name + meta[1]
      end
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
local function reap(space, now, limit)
  local before = '(' .. integer(math.floor(now / 1000))
  local expired = redis.call('ZRANGE', space.index, '-inf', before, 'BYSCORE', 'LIMIT', 0, limit)
  if #expired == 0 then
    return 0
  end
  return (remove(space, expired))
end
