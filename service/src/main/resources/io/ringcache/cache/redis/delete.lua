-- Removes an entry if it is the version expected.
-- KEYS: value, meta, stats, index
-- ARGV: prefixes of values, metas and tags, key, version
-- Reply: 1, or -1 if the key holds no live entry, or another version

--@include prelude.lua
--@include removal.lua

if redis.call('EXISTS', KEYS[1]) == 0 or redis.call('HGET', KEYS[2], 'created_at') ~= ARGV[5] then
  return -1
end
remove({ARGV[4]})
return 1
