-- Takes away what is left of entries whose value Redis itself has evicted, or somebody deleted.
-- KEYS: stats, index
-- ARGV: prefixes of values, metas and tags, keys (at most 100)
-- Reply: {how many, what is held}

--@include prelude.lua
--@include removal.lua

local missing, evicted = {}, 0
for i = 4, #ARGV do
  local name = ARGV[i]
  if redis.call('EXISTS', value_prefix .. name) == 0 then
    missing[#missing + 1] = name
    local expires = redis.call('ZSCORE', index_key, name)
    if expires and tonumber(expires) >= now_millis then
      evicted = evicted + 1
    end
  end
end
if #missing > 0 then
  remove(missing)
end
if evicted > 0 then
  redis.call('HINCRBY', stats_key, 'evictions', evicted)
  evicted_now = evicted_now + evicted
end
return {#missing, held()}
