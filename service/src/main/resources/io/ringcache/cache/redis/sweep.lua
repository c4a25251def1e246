-- Shows a part of the names on the node to the one process that looks through them, and notes how
-- far that has got: if it comes no more, another goes on from there.
-- KEYS: ring, sweep
-- ARGV: what has to be there of the ring, who asks, for how long in ms nobody else may, the cursor
--       of SCAN, up to which all is done ('' for where the last has got to), about how many names, a
--       glob for them
-- Reply: {0} if another process is at it or another ring is there, else {1, the next cursor ('0' at
--        the end), names}

if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return {0}
end
local time = redis.call('TIME')
local now_millis = time[1] * 1000 + math.floor(time[2] / 1000)
local last = redis.call('HMGET', KEYS[2], 'who', 'until', 'cursor')
if last[1] and last[1] ~= ARGV[2] and tonumber(last[2]) > now_millis then
  return {0}
end
local cursor = ARGV[4]
if cursor == '' or (last[1] and last[1] ~= ARGV[2]) then
  cursor = last[3] or '0'
end
-- Needs no memory, and what a script writes after its first write is not refused for want of it.
redis.call('DEL', KEYS[2])
redis.call('HSET', KEYS[2], 'who', ARGV[2], 'until', string.format('%.0f', now_millis + ARGV[3]),
  'cursor', cursor)
local page = redis.call('SCAN', cursor, 'MATCH', ARGV[6], 'COUNT', ARGV[5])
return {1, page[1], page[2]}
