-- A page of the index in its order (score, then key by bytes), after a given place.
-- KEYS: index
-- ARGV: score and key of the last pair seen ('' and '' for the start), at most how many
-- Reply: {the node's clock in microseconds, {key, score, key, score, ...}}
--
-- The last pair may be gone: its place is found by ranks. Among equal scores Redis orders by
-- memcmp; Lua's < would use the process' locale, so bytes are compared here.

local function before(a, b)
  for i = 1, math.min(#a, #b) do
    local x, y = string.byte(a, i), string.byte(b, i)
    if x ~= y then
      return x < y
    end
  end
  return #a < #b
end

local start = 0
if ARGV[1] ~= '' then
  start = redis.call('ZCOUNT', KEYS[1], '-inf', '(' .. ARGV[1])
  local stop = redis.call('ZCOUNT', KEYS[1], '-inf', ARGV[1])
  while start < stop do
    local middle = math.floor((start + stop) / 2)
    local there = redis.call('ZRANGE', KEYS[1], middle, middle)[1]
    if before(ARGV[2], there) then
      stop = middle
    else
      start = middle + 1
    end
  end
end
local page = redis.call('ZRANGE', KEYS[1], start, start + ARGV[3] - 1, 'WITHSCORES')
return {now_micros(), page}
