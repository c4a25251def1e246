-- Takes expired entries away.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags
-- Reply: {how many, what is held}

--@include prelude.lua
--@include removal.lua

return {reap(MOST_REMOVED), held()}
