-- Adds up what a service has read since its last batch.
-- KEYS: stats
-- ARGV: hits, misses, prefix of metas, then for each key: key, created_at, reads, ms since the last
-- Reply: how many entries were credited. One that is gone, or holds a newer value, is not.

if ARGV[1] ~= '0' then
  redis.call('HINCRBY', KEYS[1], 'hits', ARGV[1])
end
if ARGV[2] ~= '0' then
  redis.call('HINCRBY', KEYS[1], 'misses', ARGV[2])
end
local now = math.floor(now_micros() / 1000)
local credited = 0
for i = 4, #ARGV, 4 do
  local meta = ARGV[3] .. ARGV[i]
  local was = redis.call('HMGET', meta, 'created_at', 'last_accessed')
  if was[1] == ARGV[i + 1] then
    local at = now - ARGV[i + 3]
    if was[2] and tonumber(was[2]) > at then
      at = tonumber(was[2])
    end
    redis.call('HINCRBY', meta, 'access_count', ARGV[i + 2])
    redis.call('HSET', meta, 'last_accessed', integer(at))
    credited = credited + 1
  end
end
return credited
