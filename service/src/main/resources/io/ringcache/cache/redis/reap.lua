-- Takes expired entries away.
-- KEYS: stats, index
-- ARGV: prefix of values, prefix of metas, at most how many
-- Reply: how many

local space = {stats = KEYS[1], index = KEYS[2], value = ARGV[1], meta = ARGV[2]}
return reap(space, now_micros(), ARGV[3])
