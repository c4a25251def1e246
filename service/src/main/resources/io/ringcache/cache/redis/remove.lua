-- Removes entries: all named, or of those the ones stored until a moment.
-- KEYS: stats, index
-- ARGV: prefix of values, prefix of metas, cutoff in microseconds ('' for none), keys (at most 200)
-- Reply: for each key 1 if a live entry was removed, else 0

local space = {stats = KEYS[1], index = KEYS[2], value = ARGV[1], meta = ARGV[2]}
local names = {}
for i = 4, #ARGV do
  names[i - 3] = ARGV[i]
end
local _, live = remove(space, names, tonumber(ARGV[3]))
return live
