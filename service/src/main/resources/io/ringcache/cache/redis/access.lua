-- Adds up what a service has read since its last batch.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, hits, misses, then for each key: key, created_at, reads,
--       ms since the last
-- Reply: how many entries were credited. One that is gone, or holds a newer value, is not.

--@include prelude.lua

if ARGV[4] ~= '0' then
  redis.call('HINCRBY', stats_key, 'hits', ARGV[4])
end
if ARGV[5] ~= '0' then
  redis.call('HINCRBY', stats_key, 'misses', ARGV[5])
end
local credited = 0
for i = 6, #ARGV, 4 do
  local meta = meta_prefix .. ARGV[i]
  local was = redis.call('HMGET', meta, 'created_at', 'last_accessed')
  if was[1] == ARGV[i + 1] then
    local at = now_millis - ARGV[i + 3]
    if was[2] and tonumber(was[2]) > at then
      at = tonumber(was[2])
    end
    redis.call('HINCRBY', meta, 'access_count', ARGV[i + 2])
    redis.call('HSET', meta, 'last_accessed', integer(at))
    credited = credited + 1
  end
end
return credited
