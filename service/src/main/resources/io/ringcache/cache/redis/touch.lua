-- Changes when an entry expires.
-- KEYS: value, stats, index
-- ARGV: prefixes of values, metas and tags, key, ttl in ms (0: for ever)
-- Reply: 1, or 0 if there is no live entry

--@include prelude.lua

if redis.call('EXISTS', KEYS[1]) == 0 then
  return 0
end
if ARGV[5] == '0' then
  redis.call('PERSIST', KEYS[1])
  redis.call('ZADD', index_key, 'XX', '+inf', ARGV[4])
else
  local expires = integer(now_millis + ARGV[5])
  redis.call('PEXPIREAT', KEYS[1], expires)
  redis.call('ZADD', index_key, 'XX', expires, ARGV[4])
end
return 1
