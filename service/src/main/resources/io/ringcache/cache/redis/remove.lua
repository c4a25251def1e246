-- Removes entries: all named, or of those the ones stored until a moment.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, cutoff in microseconds ('' for none), keys (at most 100)
-- Reply: {what is held, {for each key 1 if a live entry was removed, else 0}}

--@include prelude.lua
--@include removal.lua

local names = {}
for i = 5, #ARGV do
  names[i - 4] = ARGV[i]
end
local _, live = remove(names, tonumber(ARGV[4]))
return {held(), live}
