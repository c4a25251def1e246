-- A page of the index in its order (score, then key by bytes), after a given place.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, score and key of the last pair seen ('' and '' for the
--       start), at most how many
-- Reply: {the node's clock in microseconds, {key, score, key, score, ...}}
--
-- The last pair may be gone: its place is found by ranks. Among equal scores Redis orders by
-- memcmp; Lua's < would use the process' locale, so bytes are compared here.

--@include prelude.lua

local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

local score, key = ARGV[4], ARGV[5]
local start = 0
if score ~= '' then
  start = redis.call('ZCOUNT', index_key, '-inf', '(' .. score)
  local stop = redis.call('ZCOUNT', index_key, '-inf', score)
  while start < stop do
    local middle = math.floor((start + stop) / 2)
    local there = redis.call('ZRANGE', index_key, middle, middle)[1]
    if before(key, there) then
      stop = middle
    else
      start = middle + 1
    end
  end
end
return {now, redis.call('ZRANGE', index_key, start, start + ARGV[6] - 1, 'WITHSCORES')}
