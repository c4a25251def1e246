-- Stores an entry: value, meta, tags, index and counters as one.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key, json, ttl in ms (0: for ever), tags,
--       precondition ('' for none, 'absent', or a version), bytes that this node may fill, policy
-- Reply: {1 created, 0 replaced, -1 precondition failed, -2 call again, -3 full;
--         created_at in microseconds; the namespace's bytes on this node}

local REAPED_BESIDE = 2

local name, json, precondition = ARGV[4], ARGV[5], ARGV[8]
reap(REAPED_BESIDE)

local live = redis.call('EXISTS', KEYS[1])
local old = old_meta(name)
if precondition == 'absent' and live == 1
    or precondition ~= '' and precondition ~= 'absent' and (live == 0 or old[2] ~= precondition) then
  return {FAILED, 0, total_bytes()}
end
if live == 0 and old[1] then
  remove({name}) -- expired, or evicted by Redis itself: what is left of it makes room first
end
local before = live == 1 and old[1] and #name + old[1] or 0
local refused = make_room(name, before, #name + #json, tonumber(ARGV[9]), ARGV[10])
if refused then
  return {refused, 0, total_bytes()}
end
local version = store(name, json, tonumber(ARGV[6]), ARGV[7], old)
return {1 - live, version, total_bytes()}
