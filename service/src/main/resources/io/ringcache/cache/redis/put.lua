-- Stores an entry: value, meta, tags, index and counters as one.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key, json, ttl in ms (0: for ever), tags,
--       precondition ('' for none, 'absent', or a version), bytes that this node may fill, policy
-- Reply: {1 created, 0 replaced, -1 precondition failed, -2 call again, -3 full;
--         created_at in microseconds; what is held}

--@include prelude.lua
--@include store.lua

local name, json, precondition = ARGV[4], ARGV[5], ARGV[8]
local old = redis.call('HMGET', KEYS[2], 'size_bytes', 'created_at', 'tags')

-- Without a value the meta is what an expired entry, or one that Redis itself evicted, has left: it
-- is counted, and replaced like any other.
local live = old[1] and redis.call('EXISTS', KEYS[1]) or 0
if precondition ~= '' then
  local holds
  if precondition == 'absent' then
    holds = live == 0
  else
    holds = live == 1 and old[2] == precondition
  end
  if not holds then
    return {FAILED, 0, held()}
  end
end
local before = old[1] and #name + old[1] or 0
local total, refused = count(name, before, #name + #json, tonumber(ARGV[9]), ARGV[10])
if refused then
  return {refused, 0, held(total)}
end
local version = store(name, json, tonumber(ARGV[6]), ARGV[7], old)
return {1 - live, version, held(total)}
