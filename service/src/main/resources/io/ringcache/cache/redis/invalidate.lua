-- Removes a part of the entries that carry a tag and were stored until a moment.
-- KEYS: the tag's set, stats, index
-- ARGV: prefixes of values, metas and tags, cutoff in microseconds ('' to begin: now), cursor of
--       SSCAN ('0' to begin). A scan shows whatever is in the set from its beginning to its end.
-- Reply: {cutoff, cursor for the next call ('0' at the end), live entries removed}

--@include prelude.lua
--@include removal.lua

local cutoff = tonumber(ARGV[4]) or now
local scan = redis.call('SSCAN', KEYS[1], ARGV[5], 'COUNT', 50)
local deleted = 0
if #scan[2] > 0 then
  local _, live = remove(scan[2], cutoff)
  for _, one in ipairs(live) do
    deleted = deleted + one
  end
end
return {integer(cutoff), scan[1], deleted}
