-- Stores an entry: value, meta, index and counters as one.
-- KEYS: value, meta, stats, index
-- ARGV: key, json, ttl in ms (0: for ever), tags, prefix of values, prefix of metas, entries to reap
-- Reply: {1 if the key held no live entry before, else 0; created_at in microseconds}

local space = {stats = KEYS[3], index = KEYS[4], value = ARGV[5], meta = ARGV[6]}
local now = now_micros()
local old = redis.call('HMGET', KEYS[2], 'size_bytes', 'created_at')
local created = 1 - redis.call('EXISTS', KEYS[1])

-- created_at is also the version: it must grow even where the clock was set back.
local version = now
if old[2] and tonumber(old[2]) >= now then
  version = old[2] + 1
end

local ttl = tonumber(ARGV[3])
local added
if ttl == 0 then
  redis.call('SET', KEYS[1], ARGV[2])
  added = redis.call('ZADD', KEYS[4], '+inf', ARGV[1])
else
  local expires = integer(math.floor(now / 1000) + ttl)
  redis.call('SET', KEYS[1], ARGV[2], 'PXAT', expires)
  added = redis.call('ZADD', KEYS[4], expires, ARGV[1])
end

if added == 1 then
  redis.call('HINCRBY', KEYS[3], 'total_keys', 1)
  redis.call('HINCRBY', KEYS[3], 'total_bytes', #ARGV[1] + #ARGV[2])
elseif old[1] and tonumber(old[1]) ~= #ARGV[2] then
  redis.call('HINCRBY', KEYS[3], 'total_bytes', #ARGV[2] - old[1])
end
if old[1] then
  redis.call('DEL', KEYS[2])
end
if ARGV[4] == '' then
  redis.call('HSET', KEYS[2], 'created_at', integer(version), 'size_bytes', #ARGV[2])
else
  redis.call('HSET', KEYS[2], 'created_at', integer(version), 'size_bytes', #ARGV[2], 'tags', ARGV[4])
end

reap(space, now, ARGV[7])
return {created, version}
