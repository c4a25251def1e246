-- Reads an entry whose meta was not there a moment ago, and makes the meta if it still is not: some
-- other client of this node removed it.
-- KEYS: value, meta, stats, index
-- ARGV: key
-- Reply: nil if there is no live value, else {created_at, value, ttl left in ms or -1}

local value = redis.call('GET', KEYS[1])
if not value then
  return false
end
local created = redis.call('HGET', KEYS[2], 'created_at')
local ttl = redis.call('PTTL', KEYS[1])
if not created then
  local now = now_micros()
  created = integer(now)
  -- Refused while the node is out of memory: the read is answered all the same.
  local made = redis.pcall('HSET', KEYS[2], 'created_at', created, 'size_bytes', #value)
  if type(made) == 'number' then
    local expires = '+inf'
    if ttl >= 0 then
      expires = integer(math.floor(now / 1000) + ttl)
    end
    if redis.call('ZADD', KEYS[4], expires, ARGV[1]) == 1 then
      redis.call('HINCRBY', KEYS[3], 'total_keys', 1)
      redis.call('HINCRBY', KEYS[3], 'total_bytes', #ARGV[1] + #value)
    end
  end
end
return {created, value, ttl}
