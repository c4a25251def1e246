-- Included by the scripts that take entries away.

-- A call removes at most so many entries: at about 12 us each, what it may hold the node for.
local MOST_REMOVED = 100

-- Takes the named entries away, whole. With a cutoff (microseconds) only those stored until then,
-- or, where the clock was set back meanwhile, in its future.
-- Returns how many left the index, and for each name 1 if a live value was there, else 0.
local function remove(names, cutoff)
  local live, gone, bytes = {}, {}, 0
  for i, name in ipairs(names) do
    local meta = redis.call('HMGET', meta_prefix .. name, 'size_bytes', 'created_at', 'tags')
    local created = tonumber(meta[2] or 0)
    live[i] = 0
    if not cutoff or created <= cutoff or created > now then
      live[i] = redis.call('DEL', value_prefix .. name)
      if meta[1] then
        redis.call('DEL', meta_prefix .. name)
        bytes = bytes + #name + meta[1]
      end
      forget_tags(name, meta[3])
      gone[#gone + 1] = name
    end
  end
  local removed = 0
  if #gone > 0 then
    removed = redis.call('ZREM', index_key, unpack(gone))
  end
  if removed > 0 then
    redis.call('HINCRBY', stats_key, 'total_keys', -removed)
    redis.call('HINCRBY', stats_key, 'total_bytes', -bytes)
  end
  return removed, live
end

-- Takes at most `limit` expired entries away. Returns how many. An entry expires when the clock has
-- passed its score, not when it reaches it: as Redis does it.
local function reap(limit)
  local before = '(' .. integer(now_millis)
  local expired = redis.call('ZRANGE', index_key, '-inf', before, 'BYSCORE', 'LIMIT', 0, limit)
  if #expired == 0 then
    return 0
  end
  return (remove(expired))
end
