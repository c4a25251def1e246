-- Takes away what a node holds from before it was started, a part of it at a time: whoever calls
-- goes on where the last call ended, so that several services share the work and none begins anew.
-- Once it is done, which the node remembers, a call does nothing.
-- KEYS: run, emptying, healing lease
-- ARGV: the node's run_id, 1 if anybody has served from this run else 0 (then what is there without
--       a mark was written in it), at most about how many names to look at, a glob for our names, Lua patterns for them
-- Reply: {1 if nothing is there from before else 0, how many keys all calls have removed so far}

local run = ARGV[1]
local written_in = redis.call('GET', KEYS[1])
if written_in == run then
  return {1, 0}
end

-- Needs no memory, and what a script writes after its first write is not refused for want of it.
redis.call('DEL', KEYS[3])

if not written_in and ARGV[2] == '1' then
  redis.call('SET', KEYS[1], run)
  return {1, 0}
end

local function is_ours(name)
  for i = 5, #ARGV do
    if string.find(name, ARGV[i]) then
      return true
    end
  end
  return false
end

local cursor, removed = '0', 0
local last = redis.call('HMGET', KEYS[2], 'run', 'cursor', 'removed')
if last[1] == run then
  cursor, removed = last[2], tonumber(last[3])
end
local page = redis.call('SCAN', cursor, 'MATCH', ARGV[4], 'COUNT', ARGV[3])
for _, name in ipairs(page[2]) do
  if is_ours(name) then
    removed = removed + redis.call('UNLINK', name)
  end
end

if page[1] == '0' then
  redis.call('DEL', KEYS[2])
  redis.call('SET', KEYS[1], run)
  return {1, removed}
end
redis.call('HSET', KEYS[2], 'run', run, 'cursor', page[1], 'removed', removed)
return {0, removed}
