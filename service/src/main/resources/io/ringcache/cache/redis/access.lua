-- Adds up what a service has read since its last batch.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, hits, misses, then for each key: key, which value, reads,
--       ms since the last. A value is named by its created_at, or, where that was not asked for, by
--       minus the time of the first of the reads, in microseconds: it is the one that was there then.
-- Reply: how many entries were credited. One that is gone, or holds a newer value, is not.

--@include prelude.lua

if ARGV[4] ~= '0' then
  redis.call('HINCRBY', stats_key, 'hits', ARGV[4])
end
if ARGV[5] ~= '0' then
  redis.call('HINCRBY', stats_key, 'misses', ARGV[5])
end
local function was_read(created_at, which)
  if string.byte(which) ~= 45 then
    return created_at == which
  end
  return created_at and tonumber(created_at) <= -which
end

local credited = 0
for i = 6, #ARGV, 4 do
  local meta = meta_prefix .. ARGV[i]
  local was = redis.call('HMGET', meta, 'created_at', 'last_accessed', 'access_count')
  if was_read(was[1], ARGV[i + 1]) then
    local at = now_millis - ARGV[i + 3]
    if was[2] and tonumber(was[2]) > at then
      at = tonumber(was[2])
    end
    local count = (tonumber(was[3]) or 0) + ARGV[i + 2]
    redis.call('HSET', meta, 'access_count', integer(count), 'last_accessed', integer(at))
    credited = credited + 1
  end
end
return credited
