-- Evicts down to what this node may hold, in steps.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, bytes that this node may fill, policy
-- Reply: {1 if it has to be called again, else 0; what is held}

--@include prelude.lua
--@include removal.lua
--@include eviction.lua

local again = 0
if reap(MOST_REMOVED) == MOST_REMOVED then
  again = 1
else
  local need = total_bytes() - ARGV[4]
  if need > 0 then
    local freed = evict(ARGV[5], need, {})
    if freed > 0 and freed < need then
      again = 1
    end
  end
end
return {again, held()}
