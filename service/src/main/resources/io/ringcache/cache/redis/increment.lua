-- Adds to an integer value.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key, delta, what a new entry holds ('' if that is no
--       64-bit integer), ttl of a new one in ms (0: for ever), ttl of an existing one ('': as it
--       is), bytes that this node may fill, policy
-- Reply: {0 stored, -2 call again, -3 full, -4 not an integer;
--         the sum, in digits: Lua's numbers have 53 bits; what is held}

--@include prelude.lua
--@include store.lua

local name, room, policy = ARGV[4], tonumber(ARGV[9]), ARGV[10]
local old = known(name)
if redis.call('EXISTS', KEYS[1]) == 0 then
  local sum = ARGV[6]
  if sum == '' then
    return {NOT_AN_INTEGER, '', held()}
  end
  local size = #name + #sum
  local growth = size - (old[1] and #name + old[1] or 0)
  local total, refused = count({[name] = size}, growth, room, policy)
  if refused then
    return {refused, '', held(total)}
  end
  local _, expires = store(name, sum, tonumber(ARGV[7]), '', old)
  index({expires, name})
  return {STORED, sum, held(total)}
end

local was = redis.call('GET', KEYS[1])
local result = redis.pcall('INCRBY', KEYS[1], ARGV[5])
if type(result) == 'table' then
  if string.find(result.err, 'OOM', 1, true) then
    return redis.error_reply(result.err)
  end
  return {NOT_AN_INTEGER, '', held()}
end
local sum = redis.call('GET', KEYS[1])
local total, refused = count({[name] = #name + #sum}, #sum - #was, room, policy)
if refused then
  redis.call('SET', KEYS[1], was, 'KEEPTTL')
  return {refused, '', held(total)}
end
local version = now
if tonumber(old[2] or 0) >= now then
  version = old[2] + 1
end
redis.call('HSET', KEYS[2], 'created_at', version, 'size_bytes', #sum)
redis.call('HDEL', KEYS[2], 'access_count', 'last_accessed')
if ARGV[8] ~= '' then
  local expires = now_millis + ARGV[8]
  redis.call('PEXPIREAT', KEYS[1], expires)
  redis.call('ZADD', index_key, expires, name)
end
return {STORED, sum, held(total)}
