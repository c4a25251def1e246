-- The numbers of a namespace on this node, after reaping one batch.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags
-- Reply: {hits, misses, live entries, bytes, evictions, what is held}

--@include prelude.lua
--@include removal.lua

reap(MOST_REMOVED)
local stats = redis.call('HMGET', stats_key, 'hits', 'misses', 'total_bytes', 'evictions')
local live = redis.call('ZCOUNT', index_key, integer(now_millis), '+inf')
local function count(field)
  return tonumber(field or 0)
end
return {count(stats[1]), count(stats[2]), live, count(stats[3]), count(stats[4]), held(count(stats[3]))}
