-- The numbers of a namespace on this node, after reaping one batch.
-- KEYS: stats, index
-- ARGV: prefix of values, prefix of metas, entries to reap
-- Reply: {hits, misses, live entries, bytes, evictions}

local space = {stats = KEYS[1], index = KEYS[2], value = ARGV[1], meta = ARGV[2]}
local now = now_micros()
reap(space, now, ARGV[3])
local stats = redis.call('HMGET', KEYS[1], 'hits', 'misses', 'total_bytes', 'evictions')
local live = redis.call('ZCOUNT', KEYS[2], integer(math.floor(now / 1000)), '+inf')
local function count(field)
  return tonumber(field or 0)
end
return {count(stats[1]), count(stats[2]), live, count(stats[3]), count(stats[4])}
