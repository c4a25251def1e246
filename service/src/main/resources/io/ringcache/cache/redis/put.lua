-- Stores an entry: value, meta, tags, index and counters as one.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key, json, ttl in ms (0: for ever), tags,
--       precondition ('' for none, 'absent', or a version), bytes that this node may fill, policy
-- Reply: {1 created, 0 replaced, -1 precondition failed, -2 call again, -3 full;
--         created_at in microseconds; what is held}

local name, json, precondition = ARGV[4], ARGV[5], ARGV[8]
local old = old_meta(name)
local live = 0
if old[1] then
  live = redis.call('EXISTS', KEYS[1])
  if live == 0 then
    remove({name}) -- expired, or evicted by Redis itself: what is left of it makes room first
    old[1] = false
  end
end

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
