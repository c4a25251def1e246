-- Stores entries, all of them or none: value, meta, tags, index and counters as one.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, bytes that this node may fill, policy, precondition ('' for
--       none, 'absent', or a version), then for each entry: key, json, ttl in ms (0: for ever), tags. A
--       precondition is that of the only entry. No key is there twice.
-- Reply: {0 stored, -1 precondition failed, -2 call again, -3 full; what is held;
--         for each entry its created_at in microseconds, negative where it is in the place of another}

--@include prelude.lua
--@include store.lua

local FIRST, EACH = 7, 4
local room, policy, precondition = tonumber(ARGV[4]), ARGV[5], ARGV[6]

local old, sizes, growth = {}, {}, 0
for i = FIRST, #ARGV, EACH do
  local name = ARGV[i]
  old[i] = known(name)
  sizes[name] = #name + #ARGV[i + 1]
  growth = growth + sizes[name] - (old[i][1] and #name + old[i][1] or 0)
end

if precondition ~= '' then
  local holds
  if precondition == 'absent' then
    holds = not is_live(ARGV[FIRST], old[FIRST])
  else
    holds = old[FIRST][2] == precondition and is_live(ARGV[FIRST], old[FIRST])
  end
  if not holds then
    return {FAILED, held()}
  end
end

local total, refused = count(sizes, growth, room, policy)
if refused then
  return {refused, held(total)}
end
local stored, scored = {STORED, held(total)}, {}
for i = FIRST, #ARGV, EACH do
  local name = ARGV[i]
  local replaced = is_live(name, old[i])
  local version, expires = store(name, ARGV[i + 1], tonumber(ARGV[i + 2]), ARGV[i + 3], old[i])
  stored[#stored + 1] = replaced and -version or version
  scored[#scored + 1] = expires
  scored[#scored + 1] = name
end
index(scored)
return stored
