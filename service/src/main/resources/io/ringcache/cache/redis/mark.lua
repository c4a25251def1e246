-- Writes which ring fills the node, where there still is what was seen. A sweep begins anew.
-- KEYS: ring, sweep
-- ARGV: what was seen ('' for nothing), what is to be there
-- Reply: 1, or 0 if something else is there

if (redis.call('GET', KEYS[1]) or '') ~= ARGV[1] then
  return 0
end
-- Needs no memory, and what a script writes after its first write is not refused for want of it.
redis.call('DEL', KEYS[2])
redis.call('SET', KEYS[1], ARGV[2])
return 1
