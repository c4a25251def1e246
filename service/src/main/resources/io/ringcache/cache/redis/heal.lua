-- Reads an entry whose meta was not there a moment ago, and makes the meta if it still is not: some
-- other client of this node removed it.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key
-- Reply: nil if there is no live value, else {created_at, value, ttl left in ms or -1}

--@include prelude.lua

local name = ARGV[4]
local value = redis.call('GET', KEYS[1])
if not value then
  return false
end
local created = redis.call('HGET', KEYS[2], 'created_at')
local ttl = redis.call('PTTL', KEYS[1])
if not created then
  created = integer(now)
  -- Refused while the node is out of memory: the read is answered all the same.
  local made = redis.pcall('HSET', KEYS[2], 'created_at', created, 'size_bytes', #value)
  if type(made) == 'number' then
    local expires = '+inf'
    if ttl >= 0 then
      expires = integer(now_millis + ttl)
    end
    if redis.call('ZADD', index_key, expires, name) == 1 then
      redis.call('HINCRBY', stats_key, 'total_keys', 1)
      redis.call('HINCRBY', stats_key, 'total_bytes', #name + #value)
    end
  end
end
return {created, value, ttl}
